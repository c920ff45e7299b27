import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost } from '../support/host.ts';

const electrons = ['electron', 'electron-store', 'electron-builder'];

/** The built program beside every package but Electron's. */
function installWithoutElectron(): string {
  const place = mkdtempSync(join(tmpdir(), 'warp-emu-bare-'));
  for (const part of ['out', 'examples', 'package.json']) cpSync(part, join(place, part), { recursive: true });
  const modules = join(place, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync('node_modules')) {
    if (!electrons.includes(name) && !name.startsWith('.'))
      symlinkSync(resolve('node_modules', name), join(modules, name));
  }
  return place;
}

describe('without Electron', () => {
  let place: string;
  beforeAll(() => {
    place = installWithoutElectron();
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('the Node host starts, serves and ends', async () => {
    for (const name of electrons) expect(existsSync(join(place, 'node_modules', name))).toBe(false);
    const host = await startHost({ program: join(place, 'out', 'main', 'cli.js') });
    expect((await fetch(host.url, { redirect: 'manual' })).status).toBe(303);
    expect((await host.inspect()).connection).toBe('Connected');
    await host.stop();
    expect(host.process.exitCode).toBe(0);
  });
});
