import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../architecture/sources.ts';
import { makeDirectory, runProgram } from '../../support/host.ts';
import { makeStandInElectron } from './stand-in-electron.ts';

const load = createRequire(import.meta.url);

type Asar = {
  listPackage(archive: string): string[];
  extractAll(archive: string, folder: string): void;
  extractFile(archive: string, file: string): Buffer;
};
const asar: Asar = load('@electron/asar');
const fuseReader: {
  getCurrentFuseWire(program: string): Promise<Record<string, number | string>>;
  FuseV1Options: Record<string, string>;
} = load('@electron/fuses');
const plist: { parse(text: string): Record<string, unknown> } = load('plist');

/** One unpacked package, and where in it things lie. */
export type Unpacked = {
  readonly program: string;
  readonly resources: string;
  /** Paths in the archive, with forward slashes. */
  readonly files: readonly string[];
};

export type System = 'linux' | 'mac' | 'win';

export type MadePackages = Readonly<Record<System, Unpacked>> & {
  readonly folder: string;
  /** Said on the way. */
  readonly output: string;
  remove(): void;
};

/** Nothing may be downloaded: whatever tries is refused at once. */
const offline = { ELECTRON_MIRROR: 'http://127.0.0.1:9/', ELECTRON_BUILDER_BINARIES_MIRROR: 'http://127.0.0.1:9/' };

/** Makes the packages of all three desktops, short of installers, with `npm run package` and a stand-in for Electron. */
export async function makePackages(): Promise<MadePackages> {
  const folder = makeDirectory();
  const electron = makeStandInElectron(join(folder, 'electron'));
  const options = ['--linux', '--mac', '--win', '--x64', '--dir', '--electron-dist', electron, '--out', folder];
  const { code, stdout, stderr } = await runProgram(process.execPath, [join(root, 'scripts/package.mjs'), ...options], {
    limit: 170_000,
    env: { ...process.env, ...offline },
  });
  if (code !== 0) throw new Error(`npm run package ended with ${code}:\n${stdout}${stderr}`);
  const app = join(folder, 'mac', 'WARP Session Emulator.app');
  return {
    ...{ folder, output: stdout },
    linux: unpacked(join(folder, 'linux-unpacked/warp-session-emulator'), join(folder, 'linux-unpacked/resources')),
    win: unpacked(join(folder, 'win-unpacked/WARP Session Emulator.exe'), join(folder, 'win-unpacked/resources')),
    mac: unpacked(app, join(app, 'Contents/Resources')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function unpacked(program: string, resources: string): Unpacked {
  const files = asar.listPackage(join(resources, 'app.asar')).map((path) => path.slice(1).replaceAll('\\', '/'));
  return { program, resources, files };
}

/** Lays the whole app out as plain files. */
export function extractApp({ resources }: Unpacked, folder: string): string {
  asar.extractAll(join(resources, 'app.asar'), folder);
  return folder;
}

export function readPacked({ resources }: Unpacked, file: string): Buffer {
  return asar.extractFile(join(resources, 'app.asar'), file);
}

/** The packages in the archive, as `name@version`. */
export function listPackages(of: Unpacked): ReadonlySet<string> {
  const manifests = of.files.filter((path) => /(^|\/)node_modules\/(@[^/]+\/)?[^/@]+\/package\.json$/.test(path));
  const named = manifests.map((path) => {
    const { name, version } = JSON.parse(readPacked(of, path).toString());
    return `${name}@${version}`;
  });
  return new Set(named);
}

/** What the fuses of a program say, by the names that electron-builder gives them. */
export async function readFuses({ program }: Unpacked): Promise<Record<string, boolean>> {
  const wire = await fuseReader.getCurrentFuseWire(program);
  const named = Object.entries(wire).flatMap(([index, state]) => {
    const name = fuseReader.FuseV1Options[index];
    return name === undefined
      ? []
      : [[name[0]?.toLowerCase() + name.slice(1), String.fromCharCode(Number(state)) === '1']];
  });
  return Object.fromEntries(named);
}

export function readInfoPlist({ program }: Unpacked): Record<string, unknown> {
  return plist.parse(readFileSync(join(program, 'Contents/Info.plist'), 'utf8'));
}

export function readConfig(): { readonly electronFuses: Readonly<Record<string, boolean>> } {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}

/**
 * What electron-builder hands to the program that makes a .deb: its arguments, and the files among them, by where they
 * are to lie. The program itself would be downloaded; a script that notes all this stands in for it.
 */
export async function askForDeb({
  folder,
  linux,
}: MadePackages): Promise<{ args: string[]; files: Map<string, string> }> {
  const place = join(folder, 'deb');
  mkdirSync(place, { recursive: true });
  const fpm = join(place, 'fpm');
  writeFileSync(
    fpm,
    `#!${process.execPath}\nconst { cpSync, writeFileSync } = require('node:fs');\nconst args = process.argv.slice(2);\n` +
      `for (const [index, pair] of args.entries()) {\n  const [from, to] = pair.split('=/');\n` +
      `  if (to !== undefined && !to.startsWith('opt')) cpSync(from, ${JSON.stringify(`${place}/`)} + index + '.txt');\n}\n` +
      `writeFileSync(${JSON.stringify(join(place, 'args.json'))}, JSON.stringify(args));\n` +
      `writeFileSync(args[args.indexOf('--package') + 1], '');\n`,
    { mode: 0o755 },
  );
  const prepackaged = join(folder, 'prepackaged');
  cpSync(join(linux.program, '..'), prepackaged, { recursive: true });
  const { code, stdout, stderr } = await runProgram(
    process.execPath,
    [
      join(root, 'node_modules/electron-builder/cli.js'),
      ...['--linux', 'deb', '--x64', '--prepackaged', prepackaged, `-c.directories.output=${place}`],
    ],
    { limit: 60_000, env: { ...process.env, ...offline, CUSTOM_FPM_PATH: fpm } },
  );
  if (code !== 0) throw new Error(`electron-builder ended with ${code}:\n${stdout}${stderr}`);
  const args: string[] = JSON.parse(readFileSync(join(place, 'args.json'), 'utf8'));
  const files = args.flatMap((pair, index) => {
    const [, to] = pair.split('=/');
    if (to === undefined || to.startsWith('opt')) return [];
    return [[`/${to}`, readFileSync(join(place, `${index}.txt`), 'utf8')] as const];
  });
  return { args, files: new Map(files) };
}
