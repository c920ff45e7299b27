import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installLine } from '../../../main/household/install-line.ts';
import { root } from '../../architecture/sources.ts';
import { runProgram, startHost } from '../../support/host.ts';
import { launch, send } from '../node-host/client.ts';
import {
  askForDeb,
  extractApp,
  filesBelow,
  listPackages,
  type MadePackages,
  makePackages,
  readConfig,
  readFuses,
  readInfoPlist,
  readPacked,
  type System,
} from './made-packages.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
type Entry = { readonly version: string; readonly dev?: boolean; readonly optional?: boolean };
const lockfile: { packages: Record<string, Entry> } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const packed = `warp-session-emulator-${manifest.version}.tgz`;
const billName = `warp-session-emulator-${manifest.version}.cdx.json`;
const systems: readonly System[] = ['linux', 'mac', 'win'];

/** On macOS and Windows themselves the workflow makes real packages. */
describe.skipIf(process.platform !== 'linux')('npm run package', () => {
  let made: MadePackages;
  beforeAll(async () => {
    made = await makePackages();
  }, 180_000);
  afterAll(() => made?.remove());

  describe.each(systems)('for %s', (system) => {
    it('packs what runs, and neither sources nor tests nor source maps', () => {
      const { files } = made[system];
      expect(new Set(files.map((path) => path.split('/')[0]))).toEqual(
        new Set(['out', 'examples', 'node_modules', 'package.json', 'LICENSE']),
      );
      for (const file of [
        'out/main/electron.js',
        'out/main/cli.js',
        'out/main/chunks/tree-sitter-hcl.wasm',
        'out/main/chunks/tree-sitter-hcl.LICENSE.txt',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
      ])
        expect(files).toContain(file);
      expect(files.filter((path) => path.startsWith('out/'))).not.toContainEqual(
        expect.stringMatching(/^out\/(bench|package)/),
      );
      expect(files.filter((path) => /\.(map|[cm]?ts|tsx)$/.test(path))).toEqual([]);
      // Of ssh2, which does without what it could compile.
      expect(files.filter((path) => /\.node$|\/binding\.gyp$|\/(cpu-features|nan)\//.test(path))).toEqual([]);
    });

    it('packs every package that users install, in its version, and none of those that only we need', () => {
      const named = (isWanted: (entry: Entry) => boolean) =>
        Object.entries(lockfile.packages).flatMap(([path, entry]) =>
          path !== '' && isWanted(entry) ? [`${path.split('node_modules/').at(-1)}@${entry.version}`] : [],
        );
      const found = listPackages(made[system]);
      const needed = new Set(named(({ dev, optional }) => !dev && !optional));
      expect([...needed].filter((name) => !found.has(name))).toEqual([]);
      expect(named(({ dev }) => dev === true).filter((name) => found.has(name) && !needed.has(name))).toEqual([]);
    });

    it('flips every fuse as electron-builder.yml states it', async () => {
      const { resetAdHocDarwinSignature: _noFuse, ...stated } = readConfig().electronFuses;
      expect(await readFuses(made[system])).toEqual(stated);
    });

    it('carries the npm package, and the one line that installs it names it', () => {
      const { resources } = made[system];
      const line = installLine({ packageRoot: root, resources, platform: 'linux' });
      expect(line).toContain(join(resources, packed));
      expect(existsSync(join(resources, packed))).toBe(true);
    });
  });

  describe('lets the system start the programs that show notifications, outside the archive', () => {
    const vendor = 'app.asar.unpacked/node_modules/node-notifier/vendor';

    it('on macOS', () => {
      const program = join(
        made.mac.resources,
        vendor,
        'mac.noindex/terminal-notifier.app/Contents/MacOS/terminal-notifier',
      );
      expect(statSync(program).mode & 0o111).toBe(0o111);
    });

    it('on Windows', () => {
      const programs = filesBelow(join(made.win.resources, vendor)).filter((path) => path.endsWith('.exe'));
      expect(programs.map((path) => basename(path)).toSorted()).toEqual([
        ...['notifu.exe', 'notifu64.exe', 'snoretoast-x64.exe', 'snoretoast-x86.exe'],
      ]);
    });

    it('and takes none along on Linux, which has its own', () => {
      expect(made.linux.files.filter((path) => path.includes('node-notifier/vendor'))).toEqual([]);
    });
  });

  it('opens environments with the app on Linux alone, and offers it on macOS without becoming the one that opens them', () => {
    expect(readInfoPlist(made.mac)).toMatchObject({
      CFBundleIdentifier: 'app.warp-session-emulator',
      CFBundleDocumentTypes: [{ CFBundleTypeExtensions: ['yaml', 'yml', 'json'], LSHandlerRank: 'Alternate' }],
      CFBundleURLTypes: [{ CFBundleURLSchemes: ['warp-session-emulator'] }],
    });
  });

  it('lets macOS check the archive by its own sum', () => {
    const archive = readFileSync(join(made.mac.resources, 'app.asar'));
    const header = archive.subarray(16, 16 + archive.readUInt32LE(12));
    expect(readInfoPlist(made.mac).ElectronAsarIntegrity).toEqual({
      'Resources/app.asar': { algorithm: 'SHA256', hash: createHash('sha256').update(header).digest('hex') },
    });
  });

  it('writes our name and the sum of the archive into the Windows program', () => {
    const program = readFileSync(made.win.program);
    expect(program.includes(Buffer.from('WARP Session Emulator', 'utf16le'))).toBe(true);
    expect(program.includes('"file":"resources\\\\app.asar"')).toBe(true);
  });

  it('shows our mark', () => {
    const icons = join(root, 'out/package/icons');
    const ours = readFileSync(join(icons, 'icon.icns'));
    expect(readFileSync(join(made.mac.resources, 'icon.icns')).equals(ours)).toBe(true);
    const { length } = readFileSync(join(icons, '256x256.png'));
    const image = readFileSync(join(icons, 'icon.ico')).subarray(-length);
    expect(readFileSync(made.win.program).includes(image)).toBe(true);
  });

  it('makes a Debian package that asks nothing, opens our links and our environments, and has our icons', async () => {
    const { args, files } = await askForDeb(made);
    expect(args[args.indexOf('--maintainer') + 1]).toContain('.invalid>');
    expect(args[args.indexOf('--url') + 1]).toBe(manifest.homepage);
    const entry = files.get('/usr/share/applications/warp-session-emulator.desktop');
    expect(entry).toMatch(/^Exec=\S.* %U$/m);
    expect(entry).toContain('StartupWMClass=warp-session-emulator\n');
    expect(entry).toContain(
      'MimeType=application/vnd.warp-session-emulator.environment+yaml;x-scheme-handler/warp-session-emulator;\n',
    );
    expect(files.get('/usr/share/mime/packages/warp-session-emulator.xml')).toContain(
      '<glob pattern="*.environment.yaml"/>',
    );
    for (const size of [16, 32, 48, 256, 512])
      expect(files.has(`/usr/share/icons/hicolor/${size}x${size}/apps/warp-session-emulator.png`)).toBe(true);
  });

  it('writes checksums that hold', () => {
    const sums = readFileSync(join(made.folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    expect(sums.map((line) => line.slice(66))).toEqual([billName, packed]);
    for (const line of sums) {
      const bytes = readFileSync(join(made.folder, line.slice(66)));
      expect(line.slice(0, 64)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('lists what packages are made of: what is installed, what the views bundle, and Electron', () => {
    const bill = JSON.parse(readFileSync(join(made.folder, billName), 'utf8'));
    const names: string[] = bill.components.map(({ name }: { name: string }) => name);
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: manifest.name } } });
    const others = ['react', 'react-dom', '@base-ui/react', 'electron', '@tree-sitter-grammars/tree-sitter-hcl'];
    for (const name of [...Object.keys(manifest.dependencies), ...others]) expect(names).toContain(name);
    for (const name of ['vite', 'vitest', 'typescript', 'electron-builder', 'playwright-core', 'node-gyp-build'])
      expect(names).not.toContain(name);
    const listed = new Set(
      bill.components.map((part: { name: string; version: string }) => `${part.name}@${part.version}`),
    );
    const withoutBill = [...listPackages(made.linux)].filter((name) => !listed.has(name));
    expect(withoutBill).toEqual([]);
  });

  it('names nothing of the machine it ran on', () => {
    const own = made.linux.files.filter((path) => /^(package\.json|out\/.*\.(c?js|html))$/.test(path));
    const texts = new Map(own.map((path) => [path, readPacked(made.linux, path).toString()]));
    texts.set(billName, readFileSync(join(made.folder, billName), 'utf8'));
    for (const word of [root.replace(/\/$/, ''), homedir(), hostname()].filter((word) => word.length > 5))
      expect([...texts].flatMap(([path, text]) => (text.includes(word) ? [`${word} in ${path}`] : []))).toEqual([]);
  });

  it('packs a command line that reads Terraform without the packages that only we need', async () => {
    const program = join(extractApp(made.linux, join(made.folder, 'reading')), 'out/main/cli.js');
    const { stdout } = await runProgram(process.execPath, [
      ...[program, 'policy', 'import', join(root, 'test/fixtures/terraform/heredoc')],
    ]);
    expect(stdout).toContain('1 policy, 0 with a session check');
  });

  it('packs a command line that starts from its archive, tells its version and serves', async () => {
    const program = join(extractApp(made.linux, join(made.folder, 'extracted')), 'out/main/cli.js');
    const { stdout } = await runProgram(process.execPath, [program, '--version']);
    expect(stdout.trim()).toBe(manifest.version);
    const host = await startHost({ program });
    try {
      const { port } = new URL(host.url);
      const answer = await send(Number(port), '/', { headers: { cookie: await launch(Number(port), host.url) } });
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('<title>WARP Session Emulator')]);
      expect((await host.inspect()).destinations.length).toBeGreaterThan(0);
      expect((await host.run('visit', 'ssh://git.corp.internal')).stdout).toContain('the server says SSH-2.0-');
    } finally {
      await host.stop();
    }
  });
});
