import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { SetupFailed } from './setup.mjs';

/** Writes what a package is made of, in CycloneDX; answers where. */
export async function writeBillOfMaterials(folder) {
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const { code, stdout, output } = await runNpm([
    ...['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only', '--loglevel=error'],
  ]);
  if (code !== 0) throw new SetupFailed(`${output}\nThe bill of materials could not be made, as shown above.`);
  const bundled = findBundled(inRoot('renderer'), Object.keys(manifest.devDependencies));
  const bill = selectShipped(JSON.parse(stdout), manifest, bundled);
  const file = join(folder, `${manifest.name}-${manifest.version}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(bill, undefined, 2)}\n`);
  return file;
}

/** Shipped in part, or by other means than npm: the packages that these ask for only fetch or build them. */
const alone = ['electron', '@tree-sitter-grammars/tree-sitter-hcl'];

/**
 * Of all that the lockfile names: what users install, what the build bundles into the views or copies, and Electron
 * itself.
 */
export function selectShipped(bill, { name, version, dependencies }, bundled) {
  const { component } = bill.metadata;
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn ?? []]));
  const direct = needs.get(component['bom-ref']) ?? [];
  const isDirect = (names) => (ref) => names.includes(ref.slice(0, ref.lastIndexOf('@')));
  const shipped = new Set();
  const waiting = direct.filter(isDirect([...Object.keys(dependencies), ...bundled]));
  for (const ref of waiting) {
    if (shipped.has(ref)) continue;
    shipped.add(ref);
    waiting.push(...(needs.get(ref) ?? []));
  }
  for (const ref of direct.filter(isDirect(alone))) {
    shipped.add(ref);
    needs.set(ref, []);
  }
  return {
    ...bill,
    // npm takes the name from the folder.
    metadata: { ...bill.metadata, component: { ...component, name, version } },
    components: bill.components.filter((part) => shipped.has(part['bom-ref'])).map(asShipped),
    dependencies: [
      { ref: component['bom-ref'], dependsOn: direct.filter((ref) => shipped.has(ref)) },
      ...[...shipped].map((ref) => ({ ref, dependsOn: needs.get(ref) ?? [] })),
    ],
  };
}

/** What the views bundle is a development dependency to npm, for nobody installs it. */
function asShipped(part) {
  const properties = part.properties?.filter(({ name }) => name !== 'cdx:npm:package:development');
  return { ...part, scope: 'required', ...(properties === undefined ? {} : { properties }) };
}

/** Those of the packages that sources below a folder import. */
function findBundled(folder, packages) {
  const sources = readdirSync(folder, { recursive: true })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
  const isImported = (name) =>
    sources.some((text) => text.includes(`from '${name}'`) || text.includes(`from '${name}/`));
  return packages.filter(isImported);
}
