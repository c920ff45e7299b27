import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

export const acme = fileURLToPath(new URL('../../../examples/acme/', import.meta.url));

export const clock = { now: '2026-03-02T09:00:00Z', mode: 'frozen', speed: 1 } as const;
export const edited = { said: 'wiki: up is false', takesEffectAt: '2026-03-02T09:02:00Z', fromNextRun: [] };

/** Paths in a folder for the tests of the calling file, gone after them. */
export function ownFolder(): (...names: readonly string[]) => string {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warp-emu-change-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return (...names) => join(folder, ...names);
}
