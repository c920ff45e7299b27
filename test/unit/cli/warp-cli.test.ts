import { describe, expect, it } from 'vitest';
import type { Handlers, ParamsOf } from '../../../app/bridge/contract.ts';
import { run } from './run.ts';

const warpCli = (args: readonly string[], scripted?: Partial<Handlers>) => run(['warp-cli', ...args], scripted);
const nothing = async () => ({});
const registration = { deviceName: 'dev-1', status: 'active', deviceId: 'device-1', team: 'Acme' } as const;

describe('warp-cli, emulated', () => {
  it.each(['connect', 'disconnect'] as const)('%s says Success', async (name) => {
    expect(await warpCli([name], { [`client.${name}`]: nothing })).toMatchObject({ exit: 0, stdout: 'Success\n' });
  });

  it('tells the status in the real tool’s words, and nothing of the session', async () => {
    const connected = { status: async () => ({ status: 'Connected' }) };
    expect((await warpCli(['status'], connected)).stdout).toBe('Status update: Connected\n');
    expect(JSON.parse((await warpCli(['-j', 'status'], connected)).stdout)).toEqual({ status: 'Connected' });
    const off = { status: async () => ({ status: 'Disconnected', reason: 'Manual Disconnection' }) };
    expect((await warpCli(['status'], off)).stdout).toBe('Status update: Disconnected\nReason: Manual Disconnection\n');
  });

  it.each([
    [['--accept-tos', 'registration', 'show'], 'Account type: Team\nDevice ID: device-1\nOrganization: Acme\n'],
    [['registration', 'organization'], 'Acme\n'],
  ])('%j answers like the real tool', async (args, stdout) => {
    expect(await warpCli(args, { 'registration.show': async () => registration })).toMatchObject({ exit: 0, stdout });
  });

  it('says in its words that the device is not registered', async () => {
    const shown = { 'registration.show': async () => ({ deviceName: 'dev-1' }) };
    expect(await warpCli(['registration', 'show'], shown)).toMatchObject({
      exit: 1,
      stderr: 'Error: Registration Missing. Try running: "warp-cli registration new"\n',
    });
  });

  it('debug access-reauth prints the address of the sign-in and opens the browser', async () => {
    const asked: ParamsOf<'reauth.start'>[] = [];
    const start: Handlers['reauth.start'] = async (params) => {
      asked.push(params);
      return { url: 'http://127.0.0.1:1/auth', reauthId: 'r1' };
    };
    const { stdout } = await warpCli(['debug', 'access-reauth'], { 'reauth.start': start });
    expect({ stdout, asked }).toEqual({
      stdout: 'http://127.0.0.1:1/auth\n',
      asked: [{ from: 'command-line', open: true }],
    });
  });

  it('switches the mode at once', async () => {
    const asked: ParamsOf<'environment.set'>[] = [];
    const set: Handlers['environment.set'] = async (params) => {
      asked.push(params);
      return { fromNextRun: [] };
    };
    expect(await warpCli(['mode', 'doh'], { 'environment.set': set })).toMatchObject({ exit: 0, stdout: 'Success\n' });
    expect(asked).toEqual([{ path: 'client.mode', value: 'dns-only', now: true }]);
  });

  it('says of what it does not emulate that the real tool has it', async () => {
    const { exit, stderr } = await warpCli(['tunnel', 'stats', '--bogus'], {});
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr: 'The real warp-cli has "tunnel"; the emulator has nothing to say to it.\n',
    });
  });

  it('knows no command that the real tool does not have', async () => {
    expect((await warpCli(['reauth'], {})).exit).toBe(2);
  });

  it('finds the emulator by its directory', async () => {
    const connected = { status: async () => ({ status: 'Connected' }) };
    expect((await run(['warp-cli', '--data-dir', '/d', 'status'], connected)).dataDir).toBe('/d');
  });
});
