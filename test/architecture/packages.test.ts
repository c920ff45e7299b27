import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, listSources, parse, root } from './sources.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { dependencies, devDependencies, engines, scripts } = JSON.parse(read('package.json'));
const lockfile = JSON.parse(read('package-lock.json'));
const imported = ['app', 'main']
  .flatMap((room) => listSources(room))
  .flatMap((path) => importsOf(parse(path)).map(({ target }) => target));
const versions: [string, string][] = Object.entries({ ...dependencies, ...devDependencies });

describe('package.json', () => {
  it.each(versions)('pins %s to one version', (_name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('promises no newer Node than the types know', () => {
    const [, major] = /^>=(\d+)/.exec(engines.node) ?? [];
    expect(devDependencies['@types/node'].split('.')[0]).toBe(major);
  });

  it.each(Object.keys(dependencies))('%s, which users install, is imported by the app or main room', (name) => {
    expect(imported.some((target) => target === name || target.startsWith(`${name}/`))).toBe(true);
  });

  it('has scripts that exist', () => {
    const files = Object.values<string>(scripts).flatMap((line) => line.match(/scripts\/\S+/g) ?? []);
    expect(files.filter((file) => !listSources('scripts').includes(file))).toEqual([]);
  });
});

describe('package-lock.json', () => {
  it('names no registry, so that it installs from whichever is configured', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it('knows the versions that package.json asks for', () => {
    expect(lockfile.packages['']).toMatchObject({ dependencies, devDependencies });
  });

  it('has a checksum for every package', () => {
    const entries = Object.entries<{ integrity?: string; inBundle?: boolean }>(lockfile.packages);
    const unchecked = entries.filter(([path, { integrity, inBundle }]) => path !== '' && !inBundle && !integrity);
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });
});
