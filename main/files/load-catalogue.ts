import { type Catalogue, openCatalogue } from '../../app/catalogue/catalogue.ts';
import { type LoadedScenario, listCatalogue, loadScenario } from './load-scenario.ts';

export type ShippedCatalogue = Catalogue & { readonly cases: readonly LoadedScenario[] };

/** The shipped catalogue, read once. Throws `DecodeError` with file and line. */
export async function loadCatalogue(): Promise<ShippedCatalogue> {
  const cases = await Promise.all((await listCatalogue()).map(loadScenario));
  return { cases, ...openCatalogue(cases) };
}
