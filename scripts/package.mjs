// npm run package [-- --linux --mac --win --x64 --arm64 --dir --out <folder> --electron-dist <folder or zip>]: makes the
// packages for this system, or for those named, and beside them their checksums and the bill of materials.
import './lib/require-node.mjs';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeBillOfMaterials } from './lib/bill-of-materials.mjs';
import { writeChecksums } from './lib/checksums.mjs';
import { makeParts } from './lib/package-parts.mjs';
import { inRoot } from './lib/paths.mjs';
import { createProgress } from './lib/progress.mjs';
import { ensureReady, reportFailure, SetupFailed } from './lib/setup.mjs';

const flags = ['linux', 'mac', 'win', 'x64', 'arm64', 'dir'];
const progress = createProgress();

await makePackages(readOptions()).catch(reportFailure);

function readOptions() {
  const named = Object.fromEntries(flags.map((name) => [name, { type: 'boolean' }]));
  const { values } = parseArgs({
    options: { ...named, out: { type: 'string', default: inRoot('dist') }, 'electron-dist': { type: 'string' } },
  });
  return values;
}

async function makePackages({ out: folder, 'electron-dist': electronDist, ...options }) {
  const out = resolve(folder);
  mkdirSync(out, { recursive: true });
  await ensureReady(progress);
  const packed = await progress.during('Drawing icons and packing the command line', () => makeParts(out));
  const made = await build(options, {
    directories: { output: out },
    ...(electronDist === undefined ? {} : { electronDist: resolve(electronDist) }),
  });
  const bill = await progress.during('Writing the bill of materials', () => writeBillOfMaterials(out));
  const sums = await writeChecksums(out, [...made, packed, bill]);
  for (const file of [...made, packed, bill, sums]) progress.say(file);
}

async function build(options, config) {
  // Not before the packages are there.
  const { build } = await import('electron-builder');
  const platforms = Object.fromEntries(
    ['linux', 'mac', 'win'].filter((name) => options[name]).map((name) => [name, []]),
  );
  const { dir = false, x64, arm64 } = options;
  try {
    return await build({ ...platforms, dir, x64, arm64, projectDir: inRoot(''), config });
  } catch (error) {
    if (!['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'].includes(error.code ?? error.cause?.code)) throw error;
    throw new SetupFailed(
      'A part could not be downloaded: Electron, or a tool that makes installers. Nothing is broken; run the same ' +
        'command again where the internet can be reached, or name an unpacked Electron with --electron-dist and add --dir.',
    );
  }
}
