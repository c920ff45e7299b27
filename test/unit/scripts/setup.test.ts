import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock, waitForLock } from '../../../scripts/lib/lock.mjs';
import { isOldNode } from '../../../scripts/lib/require-node.mjs';
import { fingerprint, isInstalledFrom } from '../../../scripts/lib/setup.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the version of Node', () => {
  it.each([
    ['20.18.3', true],
    ['18.20.0', true],
    ['20.19.0', false],
    ['20.20.2', false],
    ['22.0.0', false],
  ])('%s is too old: %s', (version, old) => {
    expect(isOldNode(version, '>=20.19')).toBe(old);
  });
});

describe('an installation', () => {
  const lockfile = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };

  it('is complete without the packages of other platforms', () => {
    expect(isInstalledFrom(lockfile, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  });

  it.each([
    ['lacks a package', { 'node_modules/b': { version: '2.0.0' } }],
    ['has another version', { 'node_modules/a': { version: '1.0.1' } }],
    [
      'has another version of an optional package',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.0' } },
    ],
  ])('is out of date when it %s', (_why, packages) => {
    expect(isInstalledFrom(lockfile, { packages })).toBe(false);
  });
});

describe('the fingerprint of a build', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'app/time'), { recursive: true });
    writeFileSync(join(folder, 'app/time/instant.ts'), 'one');
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'README.md'), 'text');
  });
  const take = () => fingerprint(folder, ['app', 'package.json', 'missing']);

  it('stays while nothing changes that the build is made from', () => {
    const before = take();
    writeFileSync(join(folder, 'README.md'), 'other text');
    expect(take()).toBe(before);
  });

  it.each<[string, () => void]>([
    ['is written', () => writeFileSync(join(folder, 'app/time/instant.ts'), 'other')],
    ['is touched', () => utimesSync(join(folder, 'app/time/instant.ts'), 1, 1)],
    ['comes', () => writeFileSync(join(folder, 'app/time/span.ts'), '')],
    ['goes', () => rmSync(join(folder, 'app/time/instant.ts'))],
  ])('changes when a source file %s', (_what, change) => {
    const before = take();
    change();
    expect(take()).not.toBe(before);
  });
});

describe('the set-up lock', () => {
  const file = () => join(folder, 'out/.setup-lock');

  it('has one holder at a time', async () => {
    const release = takeLock(file());
    expect(release).toBeDefined();
    expect(takeLock(file())).toBeUndefined();
    const next = waitForLock(file());
    release?.();
    (await next)();
  });

  it('is taken over from a holder that died', () => {
    mkdirSync(join(folder, 'out'));
    writeFileSync(file(), '999999999');
    expect(takeLock(file())).toBeDefined();
  });
});
