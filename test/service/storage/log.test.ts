import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LogOptions, openLog } from '../../../main/adapters/log.ts';
import { isSecretName } from '../../../main/adapters/redact.ts';

const at = Date.UTC(2026, 10, 23, 12);

async function openTestLog(options: Partial<LogOptions> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-log-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const log = openLog({ directory, wallNow: () => at, ...options });
  onTestFinished(() => log.close());
  const read = () => readFile(join(directory, 'warp-emu.log'), 'utf8');
  return { directory, log, read };
}

describe('the log', () => {
  it('writes the instant, the level, who speaks, what, and the fields', async () => {
    const { log, read } = await openTestLog();
    log.child('gateway').child('socks').info('a client came', { port: 40_000 });
    expect(await read()).toBe('2026-11-23T12:00:00Z info gateway.socks a client came {"port":40000}\n');
  });

  it('leaves out what is below its level', async () => {
    const { log, read } = await openTestLog({ level: 'warn' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect((await read()).split('\n').map((line) => line.split(' ')[1])).toEqual(['warn', 'error', undefined]);
  });

  it('spells out faults with their causes', async () => {
    const { log, read } = await openTestLog();
    log.error('failed', {
      fault: Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'ENOSPC' }),
    });
    expect(await read()).toMatch(/"message":"outer","code":"ENOSPC","stack":".*"cause":\{.*"message":"inner"/);
  });

  it('keeps one entry on one line, whatever the message holds', async () => {
    const { log, read } = await openTestLog();
    log.info('first\n2026-11-23T12:00:00Z error forged\u001b[2J');
    expect(await read()).toBe('2026-11-23T12:00:00Z info - first\\n2026-11-23T12:00:00Z error forged\\u001b[2J\n');
  });

  it('keeps the last lines at hand', async () => {
    const { log } = await openTestLog();
    for (let n = 1; n <= 300; n += 1) log.info(`line ${n}`);
    expect(log.recentLines()).toHaveLength(200);
    expect(log.recentLines().at(-1)).toMatch(/line 300$/);
  });

  it('keeps five files of at most the size given, the newest lines in the first', async () => {
    const { directory, log } = await openTestLog({ bytesEach: 1000 });
    for (let n = 1; n <= 500; n += 1) log.info(`line ${n}`);
    const names = (await readdir(directory)).toSorted();
    expect(names).toEqual(['warp-emu.1.log', 'warp-emu.2.log', 'warp-emu.3.log', 'warp-emu.4.log', 'warp-emu.log']);
    for (const name of names) expect((await stat(join(directory, name))).size).toBeLessThanOrEqual(1000);
    const texts = await Promise.all(names.toReversed().map((name) => readFile(join(directory, name), 'utf8')));
    const inOrder = [...texts.slice(1), ...texts.slice(0, 1)].join('');
    const numbers = [...inOrder.matchAll(/line (\d+)/g)].map(([, n]) => Number(n));
    expect(numbers).toEqual(numbers.map((_, index) => 500 - numbers.length + 1 + index));
  });

  it('goes on in the file of the last start', async () => {
    const { directory, log, read } = await openTestLog();
    log.info('before');
    log.close();
    openLog({ directory, wallNow: () => at }).info('after');
    expect(await read()).toMatch(/before\n.*after\n$/);
  });

  it('never throws: not for a circle, a hostile value or a directory that can’t be', async () => {
    const { directory, log } = await openTestLog();
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const hostile = {
      get value() {
        throw new Error('no');
      },
    };
    log.info('circle', { circle });
    log.info('hostile', { hostile });
    log.info('odd', { big: 1n, symbol: Symbol('s'), call: () => 1, missing: undefined });
    await writeFile(join(directory, 'file'), '');
    const lost = openLog({ directory: join(directory, 'file'), wallNow: () => Number.NaN });
    lost.info('nowhere');
    lost.close();
  });
});

describe('secrets', () => {
  it.each([
    'token',
    'accessToken',
    'id_token',
    'Set-Cookie',
    'client_secret',
    'Authorization',
    'code_verifier',
    'apiKey',
  ])('are hidden under the name %s, however deep', async (name) => {
    const { log, read } = await openTestLog();
    log.info('x', { outer: [{ [name]: 'sesame-open' }] });
    expect(await read()).toContain(`{"outer":[{"${name}":"[hidden]"}]}`);
  });

  it.each(['codec', 'tokenizer', 'monkey', 'policy', 'durationSeconds'])(
    'do not hide what is merely called %s',
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );

  it('are hidden by their value, in every spelling and in faults too', async () => {
    const { log, read } = await openTestLog();
    log.child('part').hide('s3cr&t"value');
    log.info('here s3cr&t"value', { a: 's3cr&t"value', url: `http://x/?q=${encodeURIComponent('s3cr&t"value')}` });
    log.error('failed', { fault: new Error('it was s3cr&t"value') });
    const text = await read();
    expect(text).not.toMatch(/s3cr/);
    expect(text.match(/\[hidden\]/g)?.length).toBeGreaterThanOrEqual(4);
    expect(log.recentLines().join()).not.toMatch(/s3cr/);
  });

  it('are hidden in addresses and headers', async () => {
    const { log, read } = await openTestLog();
    log.info('GET /cb?code=abc.def&state=xyz&page=2', {
      header: 'Bearer abcdefghijkl',
      url: new URL('http://h/?launch_token=abc'),
    });
    expect(await read()).toMatch(
      /GET \/cb\?code=\[hidden\]&state=\[hidden\]&page=2 .*Bearer \[hidden\].*launch_token=\[hidden\]/,
    );
  });

  it('do not include error codes', async () => {
    const { log, read } = await openTestLog();
    log.info('x', {
      a: { code: 'ENOSPC' },
      b: { code: 'disk-full' },
      c: { code: 'l8-x_Pq0.Zr3mVbN5tYkQw7sDfGhJ2cLa9uEo4i' },
    });
    expect(await read()).toContain('{"a":{"code":"ENOSPC"},"b":{"code":"disk-full"},"c":{"code":"[hidden]"}}');
  });
});
