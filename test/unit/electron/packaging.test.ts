import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../../main/package-root.ts';

const load = createRequire(import.meta.url);
const { validateConfiguration }: { validateConfiguration(config: object, log: object): Promise<void> } = load(
  'app-builder-lib/out/util/config/config.js',
);
const schema: { definitions: { FuseOptionsV1: { properties: Record<string, unknown> } } } =
  load('app-builder-lib/scheme.json');

type Config = {
  readonly electronFuses: Record<string, boolean>;
  readonly files: string[];
  readonly [key: string]: unknown;
};

const read = () => parse(readFileSync(join(packageRoot, 'electron-builder.yml'), 'utf8')) as Config;
const validate = (config: object) => validateConfiguration(config, { isEnabled: false, add: () => {} });

/** Fuses that the installed electron-builder knows and the configuration leaves to chance. */
const unstated = (config: Config) =>
  Object.keys(schema.definitions.FuseOptionsV1.properties).filter((name) => !(name in config.electronFuses));

describe('electron-builder.yml', () => {
  it('is what the installed electron-builder takes', async () => {
    await expect(validate(read())).resolves.toBeUndefined();
    // Its schema takes seconds to compile.
  }, 30_000);

  it.each([
    ['a setting that is misspelt', { asarr: true }],
    ['a fuse that does not exist', { electronFuses: { ...read().electronFuses, runAsNod: false } }],
    ['a setting that is another system’s', { linux: { hardenedRuntime: true } }],
  ])('would be refused with %s', async (_name, change) => {
    await expect(validate({ ...read(), ...change })).rejects.toThrow('Invalid configuration object');
  });

  it('states every fuse', () => {
    expect(unstated(read())).toEqual([]);
  });

  it.each(Object.keys(schema.definitions.FuseOptionsV1.properties))('is found wanting without %s', (name) => {
    const { electronFuses, ...rest } = read();
    const { [name]: _left, ...others } = electronFuses;
    expect(unstated({ ...rest, electronFuses: others } as Config)).toEqual([name]);
  });

  it('switches off what a desktop app has no use for', () => {
    expect(read().electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: false,
    });
  });

  it('makes two packages for each desktop', () => {
    expect(read()).toMatchObject({
      asar: true,
      linux: { target: ['AppImage', 'deb'] },
      win: { target: ['nsis', 'portable'] },
      mac: { target: ['dmg', 'zip'] },
    });
  });

  it('looks for no updates', () => {
    expect(read()).toHaveProperty('publish', null);
  });

  it('has an entry that the build makes', () => {
    const { main } = load(join(packageRoot, 'package.json'));
    expect(main).toBe('out/main/electron.js');
    expect(readFileSync(join(packageRoot, 'vite.config.ts'), 'utf8')).toContain(
      "electron: here('main/electron/main.ts')",
    );
  });
});
