import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, type ZipOptions, type Zippable, zipSync } from 'fflate';
import { root } from '../../architecture/sources.ts';

/** What stands before the fuses in every Electron, then their version, their count and how Electron ships them. */
const fuses = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810110001', 'latin1');

const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));

/** Has what electron-builder reads and writes of the program itself: a Windows program with resources. */
const windowsProgram = readFileSync(join(root, 'node_modules/node-notifier/vendor/notifu/notifu64.exe'));

const executable = (bytes: Uint8Array): [Uint8Array, ZipOptions] => [bytes, { os: 3, attrs: 0o755 << 16 }];

/**
 * Stands in for Electron's downloads, which tests do without: for each system a zip laid out as Electron's, whose
 * programs hold the fuses and do nothing. It proves how packages are put together, not that they start.
 */
export function makeStandInElectron(folder: string): string {
  const texts = { version: strToU8(version), LICENSE: strToU8(''), 'LICENSES.chromium.html': strToU8('') };
  const systems: Record<string, Zippable> = {
    linux: { ...texts, resources: {}, electron: executable(fuses) },
    win32: { ...texts, resources: {}, 'electron.exe': Buffer.concat([windowsProgram, fuses]) },
    darwin: { ...texts, 'Electron.app': macApp() },
  };
  mkdirSync(folder, { recursive: true });
  for (const [system, files] of Object.entries(systems)) {
    writeFileSync(join(folder, `electron-v${version}-${system}-x64.zip`), zipSync(files, { level: 0 }));
  }
  return folder;
}

function macApp(): Zippable {
  const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `Electron Helper${kind}`);
  return {
    Contents: {
      'Info.plist': plist('Electron'),
      MacOS: { Electron: executable(fuses) },
      Resources: { 'electron.icns': strToU8('') },
      Frameworks: {
        'Electron Framework.framework': { 'Electron Framework': executable(fuses) },
        ...Object.fromEntries(
          helpers.map((name) => [
            `${name}.app`,
            { Contents: { 'Info.plist': plist(name), MacOS: { [name]: executable(fuses) } } },
          ]),
        ),
      },
    },
  };
}

const plist = (program: string) =>
  strToU8(
    `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>CFBundleExecutable</key><string>${program}</string></dict></plist>`,
  );
