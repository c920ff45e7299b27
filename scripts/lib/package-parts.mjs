import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { SetupFailed } from './setup.mjs';

/** Where electron-builder.yml looks for what is made here. */
const parts = inRoot('out/package');

/** Makes what the packages carry besides the build; answers the packed npm package, which is put into `out` too. */
export async function makeParts(out) {
  rmSync(parts, { recursive: true, force: true });
  await drawIcons(join(parts, 'icons'));
  return packCommandLine(join(parts, 'npm'), out);
}

async function drawIcons(folder) {
  // Not before the packages are there.
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(inRoot('main/electron/icon-files.ts'), { configFile: false, logLevel: 'warn' });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(module.drawIconFiles())) writeFileSync(join(folder, name), bytes);
}

async function packCommandLine(folder, out) {
  mkdirSync(folder, { recursive: true });
  const { code, output } = await runNpm(['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder]);
  if (code !== 0) throw new SetupFailed(`${output}\nThe npm package could not be packed, as shown above.`);
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const packed = join(out, `${name}-${version}.tgz`);
  writeFileSync(packed, readFileSync(join(folder, `${name}-${version}.tgz`)));
  return packed;
}
