import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources.ts';

type Entry = {
  readonly version: string;
  readonly integrity?: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const { packages }: { packages: Record<string, Entry> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);

/** Where the emulator is worked on and tested. */
const machines = [
  ...['darwin-arm64', 'darwin-x64', 'win32-x64', 'win32-arm64'],
  ...['linux-x64-glibc', 'linux-x64-musl', 'linux-arm64-glibc', 'linux-arm64-musl'],
];

const machineOf = ({ os = ['any'], cpu = ['any'], libc = [] }: Entry) => [...os, ...cpu, ...libc].join('-');

/** Each package that brings a part of its own for each machine, and those parts as the lockfile has them. */
const native = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => {
  const parts = Object.entries(optionalDependencies).map(([name, version]) => {
    const entry = packages[`${path}/node_modules/${name}`] ?? packages[`node_modules/${name}`];
    return { name, version, entry };
  });
  const forMachines = parts.filter(({ name }) => /darwin|win32|linux/.test(name));
  return forMachines.length > 0 ? [{ path, parts: forMachines }] : [];
});

it('the lockfile knows packages with a part for each machine', () => {
  const names = native.map(({ path }) => path);
  expect(names).toEqual(
    expect.arrayContaining(['node_modules/@biomejs/biome', 'node_modules/lightningcss', 'node_modules/rolldown']),
  );
});

describe.each(native)('$path', ({ parts }) => {
  it('has every part that it asks for, in that version and with a checksum', () => {
    for (const { name, version, entry } of parts) {
      expect([name, entry?.version, typeof entry?.integrity]).toEqual([name, version, 'string']);
    }
  });

  it.each(machines)('can be installed on %s', (machine) => {
    expect(parts.map(({ entry }) => entry && machineOf(entry))).toContain(machine);
  });
});
