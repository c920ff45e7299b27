import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { findChromium } from '../../support/chromium.ts';
import { runProgram } from '../../support/host.ts';
import { installPacked } from './packed.ts';
import { makeTemporary } from './start-exec.ts';

const environment = inRoot('examples/acme/one-policy.environment.yaml');
const chromium = await findChromium();

let packed: Awaited<ReturnType<typeof installPacked>>;
let temporary: ReturnType<typeof makeTemporary>;
beforeAll(async () => {
  [packed, temporary] = [await installPacked(), makeTemporary()];
});
afterAll(() => {
  packed.remove();
  temporary.remove();
});

const inPlace = (name: string) => join(packed.folder, name);
const node = (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  return runProgram(process.execPath, args, { limit: 60_000, env: { ...env, TMPDIR: temporary.folder, ...more } });
};

describe('the package, installed in an empty folder', () => {
  it('has types that a strict program, a browser script and Playwright tests compile against', async () => {
    const { code, stdout } = await node([inRoot('node_modules/typescript/bin/tsc'), '-p', packed.folder]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it('starts emulators for a program, answers its calls and tells it what happens', async () => {
    const { stdout, stderr } = await node([inPlace('program.js'), environment]);
    expect(stderr).toBe('');
    const [lived, ended] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lived).toEqual({
      ...{ fresh: true, mode: 'frozen', expired: false, class: 'session', outcome: 'completed', again200: true },
      told: ['expiry', 'notice-due', 'notice-posted'],
      ...{ refusal: 'clock-backwards', misspelt: 'params.link' },
    });
    expect(ended).toEqual({ gone: 'disconnected', faulty: expect.stringContaining('package.json') });
  });

  it.skipIf(chromium === undefined)('leads a browser that a script starts', async () => {
    const { stdout, stderr } = await node([inPlace('browser.js'), environment, chromium ?? '']);
    expect({ stdout, stderr }).toEqual({ stdout: '200 wiki.corp.internal\n', stderr: '' });
  });

  it.skipIf(chromium === undefined)(
    'gives Playwright tests an emulator and pages through it, as in the example',
    async () => {
      const runner = inPlace('node_modules/@playwright/test/cli.js');
      const args = ['test', '--config', inPlace('playwright.config.ts'), '--reporter', 'list'];
      const { code, stdout } = await node([runner, ...args], { ENVIRONMENT: environment, CHROMIUM: chromium ?? '' });
      expect(stdout).toContain('1 passed');
      expect(code).toBe(0);
    },
  );

  it('leaves nothing behind', () => {
    expect(readdirSync(temporary.folder).filter((name) => name.startsWith('warp-emu-'))).toEqual([]);
  });
});
