import * as policies from '../../app/imports/import-files.ts';
import { loadHcl } from '../../main/adapters/hcl/load-hcl.ts';

const hcl = await loadHcl();

/** The same as `importFiles` of the app, with the parser of HCL at hand. */
export function importFiles(files: Parameters<typeof policies.importFiles>[0], options: policies.ImportOptions = {}) {
  return policies.importFiles(files, { hcl, ...options });
}
