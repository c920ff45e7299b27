import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';
import { type OpenShell, openShell, ssh } from '../destinations/ssh-client.ts';

const to = 'alice@git.corp.internal';

/** Runs in order, as one walk: each step stands on the one before. */
describe('a real ssh login', { sequential: true }, () => {
  let host: TestHost;
  let proxy: string;
  let open: OpenShell;

  beforeAll(async () => {
    host = await startHost();
    proxy = await host.address('proxy');
    await host.run('clock', 'freeze');
  });
  afterAll(() => host.stop());

  const heard = (shell: OpenShell) => expect.poll(shell.heard, { timeout: 15_000, interval: 10 });

  it('gets in at +167h, and finds the emulated time there', async () => {
    await host.run('clock', 'to', '+167h');
    open = openShell(proxy, to);
    await heard(open).toContain('alice@git:~$ ');
    open.type('date\r');
    await heard(open).toContain('Mon Mar  9 08:00:00 UTC 2026');
  });

  it('goes on typing at +169h, while a new one hangs without a word', async () => {
    await host.run('clock', 'to', '+169h');
    open.type('date\r');
    await heard(open).toContain('Mon Mar  9 10:00:00 UTC 2026');
    const late = await ssh(proxy, to, 'whoami', 2000);
    expect(late).toMatchObject({ stdout: '', stderr: '' });
    expect(late.code).not.toBe(0);
    const visit = await host.run('visit', 'ssh://git.corp.internal', '--json');
    expect(visit.code).toBe(1);
    expect(JSON.parse(visit.stdout)).toMatchObject({
      ...{ outcome: 'refused', class: 'session', answered: false },
      seen: 'accepted, then silence for 3 s',
    });
    open.type('still here\r');
    await heard(open).toMatch(/still here\r\nstill here/);
  });

  it('is cut after eight hours without a byte', async () => {
    await host.run('clock', 'advance', '8h01m');
    expect(await open.ended).toBe(255);
    await expect.poll(async () => (await host.inspect()).flows).toEqual([]);
  });

  it('works anew after signing in', async () => {
    await host.run('reauth', '--as', 'alice@example.com');
    expect(await ssh(proxy, to, 'whoami')).toMatchObject({ code: 0, stdout: 'alice\n' });
    const visit = await host.run('visit', 'ssh://git.corp.internal');
    expect(visit.code).toBe(0);
    expect(visit.stdout).toContain('the server says SSH-2.0-warp_session_emulator');
  });
});
