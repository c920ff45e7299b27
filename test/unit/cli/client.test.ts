import { describe, expect, it } from 'vitest';
import type { Handlers, ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';
import { snapshotAt } from '../../contract/bridge/scripted-service.ts';
import { run } from './run.ts';

describe('settings', () => {
  it('has the shape of the real tool, and nothing about the session', async () => {
    const lines = [
      { name: 'Mode', value: 'WarpWithDnsOverHttps' },
      { name: 'Exclude mode, with hosts/ips', value: '192.168.0.0/16, *.example.com' },
      { name: 'Fallback domains', value: '' },
      { name: 'Organization', value: 'acme' },
    ];
    const { exit, stdout } = await run(['settings'], { 'client.settings': async () => ({ lines }) });
    expect(exit).toBe(0);
    expect(stdout).toBe(`Merged configuration:
(network policy)\tMode: WarpWithDnsOverHttps
(network policy)\tExclude mode, with hosts/ips:
  192.168.0.0/16
  *.example.com
(network policy)\tFallback domains:
(network policy)\tOrganization: acme
`);
  });
});

describe('debug access-reauth', () => {
  it.each([
    [[], true],
    [['--no-open'], false],
  ])('prints the address alone; with %j the browser opens: %s', async (args, open) => {
    const asked: unknown[] = [];
    const start: Handlers['reauth.start'] = async (params) => {
      asked.push(params);
      return { url: 'http://127.0.0.1:1/auth', reauthId: 'r1' };
    };
    const { exit, stdout } = await run(['debug', 'access-reauth', ...args], { 'reauth.start': start });
    expect({ exit, stdout, asked }).toEqual({
      exit: 0,
      stdout: 'http://127.0.0.1:1/auth\n',
      asked: [{ from: 'command-line', open }],
    });
  });
});

describe('registration', () => {
  const alices: ResultOf<'registration.show'> = {
    ...{ deviceName: 'dev-1', deviceId: 'device-1', address: '100.96.0.2', team: 'acme', user: 'alice@example.com' },
    status: 'active',
    enrolment: 'manual',
  };
  const registered: Partial<Handlers> = {
    'registration.show': async () => alices,
  };
  const nobody: Partial<Handlers> = { 'registration.show': async () => ({ deviceName: 'dev-1' }) };
  const enrolling = (
    outcome: ResultOf<'reauth.wait'>['outcome'],
    asked: ParamsOf<'reauth.start'>[] = [],
  ): Partial<Handlers> => ({
    ...nobody,
    snapshot: async () => snapshotAt(1),
    'reauth.start': async (params) => {
      asked.push(params);
      return { url: 'http://127.0.0.1:1/auth', reauthId: 'r1' };
    },
    'reauth.wait': async () => ({ outcome, text: `It was ${outcome}.` }),
  });

  it('shows what the real tool shows; scripts get the user too', async () => {
    expect(await run(['registration', 'show'], registered)).toMatchObject({
      exit: 0,
      stdout: 'Account type: Team\nDevice ID: device-1\nOrganization: acme\n',
    });
    const { stdout } = await run(['registration', 'show', '--json'], registered);
    expect(JSON.parse(stdout)).toEqual(alices);
  });

  it('exits 1 when the device belongs to nobody', async () => {
    const { exit, stdout, stderr } = await run(['registration', 'show', '--json'], nobody);
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'not-registered' } });
    expect(stderr).toBe('Error: Registration Missing. Try running: "warp-emu registration new"\n');
  });

  it.each(['new', 'enrol'])('%s refuses a second one in the words of the real tool', async (name) => {
    const { exit, stderr } = await run(['registration', name], registered);
    expect(exit).toBe(1);
    expect(stderr).toBe('Error: Old registration is still around. Try running: "warp-emu registration delete"\n');
  });

  it('new waits for the browser and says Success', async () => {
    const asked: ParamsOf<'reauth.start'>[] = [];
    const { exit, stdout } = await run(['registration', 'new', 'ACME'], enrolling('completed', asked));
    expect({ exit, asked }).toEqual({ exit: 0, asked: [{ from: 'enrolment', open: true }] });
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:1\/auth\nSuccess\n$/);
  });

  it('enrol exits 1 when it came to nothing', async () => {
    const { exit, stdout } = await run(['registration', 'enrol', '--json'], enrolling('abandoned'));
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ outcome: 'abandoned', text: 'It was abandoned.' });
  });

  it('new knows one organization', async () => {
    const { exit, stderr } = await run(['registration', 'new', 'umbrella'], enrolling('completed'));
    expect({ exit, stderr }).toEqual({
      exit: 1,
      stderr: 'There is no organization "umbrella" here. This environment\'s is "acme".\n',
    });
  });

  it.each([
    ['delete', 'registration.delete'],
    ['logout', 'registration.log-out'],
    ['revoke', 'registration.revoke'],
    ['force-reauth', 'registration.force-reauth'],
  ] as const)('%s says Success, as the real tool does, once it is done', async (name, method) => {
    let acts = 0;
    const act = async () => {
      acts += 1;
      return {};
    };
    expect(await run(['registration', name], { [method]: act })).toMatchObject({ exit: 0, stdout: 'Success\n' });
    expect(acts).toBe(1);
  });

  it('is as good as missing once it was revoked', async () => {
    const revoked = { 'registration.show': async () => ({ ...alices, status: 'revoked' as const }) };
    expect(await run(['registration', 'show'], revoked)).toMatchObject({ exit: 1 });
    expect(await run(['registration', 'new'], revoked)).toMatchObject({ exit: 1 });
  });
});
