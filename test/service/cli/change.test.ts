import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWarpEmu, warpEmu } from './warp-emu.ts';

const acme = fileURLToPath(new URL('../../../examples/acme/', import.meta.url));
const weekly = 'policies["Private range, weekly"].checkSession';

let directory: string;
let host: ReturnType<typeof startWarpEmu>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'warp-emu-change-'));
  const environment = join(acme, 'one-policy.environment.yaml');
  host = startWarpEmu(['serve', '--no-open', '--port', '0', '--data-dir', directory, '--environment', environment]);
  await vi.waitFor(() => expect(host.output.stdout).toContain('Press Ctrl-C to stop'), { timeout: 60_000 });
  await emu('clock', 'freeze');
});
afterAll(async () => {
  host.child.kill('SIGTERM');
  await host.ended;
  await rm(directory, { recursive: true, force: true });
});

const told = (...args: string[]) => warpEmu(args, { WARP_EMU_DATA_DIR: directory });
const emu = async (...args: string[]) => {
  const { exit, stdout } = await told(...args, '--json');
  return { exit, json: JSON.parse(stdout) };
};
const limitInForce = async () => {
  const { json } = await emu('inspect');
  return json.policies.find(({ name }: { name: string }) => name === 'Private range, weekly')?.limitSeconds;
};

describe('an environment that is changed from the command line', () => {
  it('changes when its edit takes effect, two minutes later', async () => {
    const { exit, json } = await emu('environment', 'set', weekly, '8h');
    expect({ exit, said: json.said }).toEqual({ exit: 0, said: '“Private range, weekly”: checkSession is 8h' });
    const { json: clock } = await emu('clock', 'show');
    expect(Date.parse(json.takesEffectAt) - Date.parse(clock.now)).toBe(120_000);
    await expect(limitInForce()).resolves.toBe(604_800);
    await emu('clock', 'advance', '2m');
    await expect(limitInForce()).resolves.toBe(28_800);
  });

  it('shows the edit in its file, which applies to the same', async () => {
    const { stdout } = await told('environment', 'show');
    expect(stdout).toContain('checkSession: 8h');
    const file = join(directory, 'mine.environment.yaml');
    await writeFile(file, stdout);
    await expect(emu('environment', 'apply', file)).resolves.toMatchObject({ exit: 0, json: { fromNextRun: [] } });
    await expect(told('environment', 'apply', file)).resolves.toMatchObject({
      stdout: 'Nothing has changed: it is so already.\n',
    });
  });

  it('goes back and forth at once', async () => {
    await expect(emu('environment', 'undo')).resolves.toMatchObject({ exit: 0 });
    await expect(limitInForce()).resolves.toBe(604_800);
    await expect(emu('environment', 'redo')).resolves.toMatchObject({ exit: 0 });
    await expect(limitInForce()).resolves.toBe(28_800);
    await emu('environment', 'undo');
    await expect(emu('environment', 'undo')).resolves.toMatchObject({
      exit: 1,
      json: { error: { code: 'nothing-to-undo' } },
    });
  });

  it('is told apart from the recommended design', async () => {
    const { stdout } = await told('environment', 'compare');
    expect(stdout).toMatch(/here: Acme, one policy +Acme, a policy per application\n/);
    expect(stdout).toMatch(/ {2}after 7 d +12 destinations/);
    expect(stdout).toContain('all private names');
  });

  it('lists what it may be made equal to, and is', async () => {
    const { json } = await emu('environment', 'list');
    expect(json).toMatchObject([
      { id: 'one-policy' },
      { id: 'per-application', about: expect.stringMatching(/^The .*\.$/) },
      { id: 'whole-week', about: expect.stringMatching(/^A .*\.$/) },
    ]);
    await expect(emu('environment', 'apply', 'per-application', '--now')).resolves.toMatchObject({ exit: 0 });
    const { json: shown } = await emu('environment', 'show');
    expect(shown.name).toBe('Acme, a policy per application');
    await expect(emu('environment', 'apply', 'per-thing')).resolves.toMatchObject({
      exit: 2,
      json: { error: { code: 'no-such-start' } },
    });
  });
});

describe('policies that are imported', () => {
  const exports = ['per-application.gateway-rules.json', 'gateway-lists.json'].map((name) => join(acme, name));

  it('change nothing on a dry run', async () => {
    await emu('environment', 'apply', 'one-policy', '--now');
    const { json } = await emu('import', ...exports, '--dry-run');
    expect(json.changes).toContainEqual({ what: 'removed', policy: 'Private range, weekly' });
    await expect(limitInForce()).resolves.toBe(604_800);
  });

  it('replace those there are', async () => {
    await expect(emu('import', ...exports, '--now')).resolves.toMatchObject({ exit: 0, json: { kind: 'policies' } });
    await expect(limitInForce()).resolves.toBeUndefined();
  });

  it('are refused with file and line when they are cut short', async () => {
    const cut = join(directory, 'cut.json');
    await writeFile(cut, (await readFile(exports[0] ?? '', 'utf8')).slice(0, 2000));
    const { exit, stderr } = await told('import', cut);
    expect(exit).toBe(2);
    expect(stderr).toContain(`${cut}:`);
  });
});

describe('runs', () => {
  it('are started with an environment, and the one before goes on when asked', async () => {
    const { json: before } = await emu('run', 'list');
    const first = before.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).id;
    const started = await emu('run', 'start', '--environment', join(acme, 'one-policy.environment.yaml'));
    expect(started.exit).toBe(0);
    await expect(limitInForce()).resolves.toBe(604_800);
    await expect(emu('run', 'open', first)).resolves.toMatchObject({ exit: 0, json: { id: first } });
    await expect(limitInForce()).resolves.toBeUndefined();
    await expect(emu('run', 'open', 'run-19700101-1')).resolves.toMatchObject({ exit: 2 });
    await emu('run', 'open', started.json.id);
    await emu('clock', 'freeze');
  });
});

describe('a registration', () => {
  it('is refused twice', async () => {
    await expect(told('registration', 'new')).resolves.toMatchObject({
      exit: 1,
      stderr: 'Error: Old registration is still around. Try running: "warp-emu registration delete"\n',
    });
  });

  it('is deleted, and nothing internal answers', async () => {
    await expect(told('registration', 'delete')).resolves.toMatchObject({ exit: 0, stdout: 'Success\n' });
    await expect(told('status')).resolves.toMatchObject({
      stdout: 'Status update: Unable\nReason: Registration Missing\n',
    });
    await expect(emu('ping', 'wiki.corp.internal')).resolves.toMatchObject({
      exit: 1,
      json: { class: 'registration' },
    });
  });

  it('goes to whoever enrols, with a session of age 0', async () => {
    await expect(told('registration', 'enrol', '--as', 'bob@example.com')).resolves.toMatchObject({ exit: 0 });
    await expect(emu('inspect')).resolves.toMatchObject({
      json: { user: 'bob@example.com', session: { ageSeconds: 0 } },
    });
    await expect(emu('ping', 'wiki.corp.internal')).resolves.toMatchObject({ exit: 0, json: { answered: true } });
  });

  it('is logged out and revoked', async () => {
    await expect(told('registration', 'logout')).resolves.toMatchObject({ exit: 0, stdout: 'Success\n' });
    await expect(told('registration', 'new', 'acme', '--as', 'alice@example.com')).resolves.toMatchObject({
      exit: 0,
      stdout: 'Success\n',
    });
    await expect(told('registration', 'revoke')).resolves.toMatchObject({ exit: 0 });
    await expect(told('registration', 'show')).resolves.toMatchObject({ exit: 1 });
    await expect(told('reauth', '--as', 'alice@example.com')).resolves.toMatchObject({ exit: 1 });
    await expect(told('registration', 'logout')).resolves.toMatchObject({ exit: 0 });
    await told('registration', 'enrol', '--as', 'alice@example.com');
  });
});

describe('what else is told of the running emulator', () => {
  it('is where its things lie', async () => {
    await expect(emu('host', 'show')).resolves.toMatchObject({ exit: 0, json: { dataDirectory: directory } });
  });

  it('is what the client is set to', async () => {
    const { stdout } = await told('settings');
    expect(stdout).toMatch(/^Merged configuration:\n\(network policy\)\tSwitch Locked: false\n/);
    expect(stdout).toMatch(/\n\(network policy\)\tMode: WarpWithDnsOverHttps\n/);
  });

  it('is the address of a sign-in, which waits in the browser', async () => {
    const { exit, stdout } = await told('debug', 'access-reauth', '--no-open');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\?\S+\n$/);
  });

  it('is what happens from here on, one JSON document a line', async () => {
    const env = { WARP_EMU_DATA_DIR: directory };
    const journal = startWarpEmu(['journal', '--follow', '--json', '--limit', '1'], env);
    try {
      await vi.waitFor(() => expect(journal.output.stdout).toMatch(/\n$/), { timeout: 30_000 });
      await expect(told('disconnect')).resolves.toMatchObject({ exit: 0, stdout: 'Success\n' });
      const types = () =>
        journal.output.stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).type);
      await vi.waitFor(() => expect(types().at(-1)).toBe('client-disconnected'), { timeout: 30_000 });
      expect(types()).toHaveLength(2);
      await expect(told('status')).resolves.toMatchObject({
        stdout: 'Status update: Disconnected\nReason: Manual Disconnection\n',
      });
      await told('connect');
      await told('clock', 'advance', '15d');
      const { stdout: whole } = await told('journal', '--limit', '500', '--json');
      const all = JSON.parse(whole).map(({ id }: { id: string }) => id);
      const ids = () =>
        journal.output.stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).id);
      await vi.waitFor(() => expect(ids().at(-1)).toBe(all.at(-1)), { timeout: 30_000 });
      expect(ids()).toEqual(all.slice(all.indexOf(ids()[0])));
    } finally {
      journal.child.kill();
    }
  });

  it('is nothing at all once everything is deleted', async () => {
    await expect(emu('host', 'delete-everything')).resolves.toMatchObject({ exit: 2 });
    const { json: kept } = await emu('run', 'list');
    expect(kept.length).toBeGreaterThan(1);
    await expect(emu('host', 'delete-everything', '--yes')).resolves.toMatchObject({ exit: 0 });
    const { json: left } = await emu('run', 'list');
    expect(left).toHaveLength(1);
  });
});
