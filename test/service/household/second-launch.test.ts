import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram, startHost } from '../../support/host.ts';
import { type House, openHouse } from './house.ts';

const program = join(process.cwd(), 'out', 'main', 'cli.js');

/** Runs in order: each step stands on the one before. */
describe('a second launch', { sequential: true }, () => {
  let house: House;
  const launchAgain = (...args: readonly string[]) =>
    runProgram(process.execPath, [program, 'serve', '--no-open', '--data-dir', house.dataDirectory, ...args]);

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.remove());

  it('prints a fresh address of the first, which works once, and ends well', async () => {
    const { code, stdout } = await launchAgain();
    expect(code).toBe(0);
    const address = /^It already runs there\. A fresh address: (http:\/\/127\.0\.0\.1:\d+\/launch\?token=\S+)$/m.exec(
      stdout,
    )?.[1];
    expect(address).toBeDefined();
    const enter = async () => (await fetch(address ?? '', { redirect: 'manual' })).status;
    expect([await enter(), await enter()]).toEqual([303, 401]);
  });

  it('says that the environment it was given was not loaded, and changes nothing', async () => {
    const before = await house.call('environment.show');
    const { code, stderr } = await launchAgain('--environment', 'examples/acme/per-application.environment.yaml');
    expect(code).toBe(0);
    expect(stderr).toContain('per-application.environment.yaml was not loaded. Stop the running one first.');
    expect(await house.call('environment.show')).toEqual(before);
  });

  it('says which process has the directory when that one does not answer', async () => {
    house.host.process.kill('SIGSTOP');
    try {
      const { code, stderr } = await launchAgain();
      expect(code).toBe(1);
      expect(stderr).toContain(
        `Process ${house.host.process.pid} holds this data directory and does not answer. Stop it, or give --data-dir.`,
      );
    } finally {
      house.host.process.kill('SIGCONT');
    }
  });

  it('says who has it when the file that tells where it runs is damaged, and keeps hands off', async () => {
    const locator = join(house.dataDirectory, 'host.json');
    const whole = readFileSync(locator, 'utf8');
    writeFileSync(locator, '{"pid": 1, "url"');
    const { code, stderr } = await launchAgain();
    expect({ code, stderr: stderr.trim() }).toEqual({
      code: 1,
      stderr: `Process ${house.host.process.pid} runs with the data directory ${house.dataDirectory} already. Stop it, or choose another place with --data-dir or WARP_EMU_DATA_DIR.`,
    });
    writeFileSync(locator, whole);
    expect((await house.call('status')).status).toBe('Connected');
  });

  it('takes the directory over from one that was killed, and of many at a time one serves', async () => {
    await house.kill();
    expect(readFileSync(join(house.dataDirectory, 'lock'), 'utf8')).toContain(`"pid":${house.host.process.pid}`);
    const { dataDirectory } = house;
    const attempts = await Promise.allSettled(Array.from({ length: 4 }, () => startHost({ dataDirectory })));
    const started = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(started).toHaveLength(1);
    const others = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [String(attempt.reason)] : []));
    for (const said of others) expect(said).toMatch(/ended with 0 before it was ready:[\s\S]*It already runs there/);
    const [winner] = started;
    expect(readFileSync(join(dataDirectory, 'lock'), 'utf8')).toContain(`"pid":${winner?.process.pid}`);
    expect(readdirSync(dataDirectory).filter((name) => name.startsWith('lock.'))).toEqual([]);
    expect((await house.call('status')).status).toBe('Connected');
    if (winner === undefined) return;
    const ended = once(winner.process, 'exit');
    winner.process.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(readdirSync(dataDirectory)).not.toContain('host.json');
  });
});
