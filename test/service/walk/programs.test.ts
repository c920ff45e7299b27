import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram, startHost, type TestHost } from '../../support/host.ts';

const wiki = 'http://wiki.corp.internal/health';

/** Runs in order, as one walk: each step stands on the one before. */
describe('the walk with curl, dig and the command line', { sequential: true }, () => {
  let host: TestHost;
  let proxy: string;
  let dnsPort: string;

  beforeAll(async () => {
    host = await startHost();
    proxy = await host.address('proxy');
    dnsPort = (await host.address('dns')).split(':')[1] ?? '';
    await host.run('clock', 'freeze');
  });
  afterAll(() => host.stop());

  const curl = (...args: readonly string[]) => runProgram('curl', ['-sS', '-m', '2', ...args]);
  const dig = (...args: readonly string[]) =>
    runProgram('dig', ['@127.0.0.1', '-p', dnsPort, '+tries=1', '+time=1', '+short', ...args]);
  const goTo = async (age: string) => expect((await host.run('clock', 'to', age)).code).toBe(0);

  it('begins signed in, at age 0, with the shipped environment', async () => {
    const { user, session, connection, destinations } = await host.inspect();
    expect({ user, connection }).toEqual({ user: 'alice@example.com', connection: 'Connected' });
    expect(session?.ageSeconds).toBeLessThan(60);
    expect(destinations.every(({ reachable }) => reachable)).toBe(true);
  });

  it('opens the wiki at +167h59m with one minute left, by HTTP proxy, SOCKS and name', async () => {
    await goTo('+167h59m');
    expect((await curl('-x', `http://${proxy}`, wiki)).stdout).toBe('ok\n');
    expect((await curl('--socks5-hostname', proxy, wiki)).stdout).toBe('ok\n');
    expect((await curl('--socks5', proxy, 'http://10.20.0.10/health')).stdout).toBe('ok\n');
    expect((await dig('wiki.corp.internal')).stdout).toBe('10.20.0.10\n');
    expect((await dig('+tcp', 'wiki.corp.internal')).stdout).toBe('10.20.0.10\n');
    const { destinations } = await host.inspect();
    expect(destinations.find(({ name }) => name === 'wiki')?.leftSeconds).toBe(60);
  });

  it('spends the one notice on a background lookup between +168h and +168h01m', async () => {
    await goTo('+168h01m');
    const { notices } = await host.inspect();
    expect(notices).toMatchObject([{ at: '2026-03-09T09:00:41Z', fate: 'missed', actor: 'lookups', refusedSince: 0 }]);
  });

  it('finds the wiki dead by name and by address, without a byte', async () => {
    for (const way of [
      ['-x', `http://${proxy}`, wiki],
      ['--socks5-hostname', proxy, wiki],
      ['--socks5', proxy, 'http://10.20.0.10/health'],
      ['-p', '-x', `http://${proxy}`, wiki],
    ]) {
      const { code, stdout } = await curl(...way);
      expect({ way, code, stdout }).toEqual({ way, code: 28, stdout: '' });
    }
    for (const url of ['http://wiki.corp.internal/', 'http://10.20.0.10/']) {
      const visit = await host.run('visit', url, '--json');
      expect(visit.code).toBe(1);
      expect(JSON.parse(visit.stdout)).toMatchObject({
        outcome: 'refused',
        class: 'session',
        notice: 'none',
        answered: false,
      });
    }
  });

  it('gets no answer to a private name and every answer to a public one', async () => {
    expect((await dig('wiki.corp.internal')).stdout).toContain('timed out');
    expect((await dig('one.one.one.one')).stdout).toBe('1.1.1.1\n');
    expect((await dig('+tcp', 'help.example.com')).stdout).toBe('198.51.100.20\n');
    expect((await curl('-x', `http://${proxy}`, 'http://help.example.com/health')).stdout).toBe('ok\n');
  });

  it('says Connected all the while', async () => {
    expect(await host.run('status')).toMatchObject({ code: 0, stdout: 'Status update: Connected\n' });
  });

  it('tells the truth in one sentence', async () => {
    const { sentence, destinations } = await host.inspect();
    const dead = destinations.filter(({ reachable }) => !reachable);
    expect(dead.every((destination) => destination.class === 'session')).toBe(true);
    expect(sentence).toContain('The internal network is dead.');
    expect(sentence).toContain(`${dead.length} of ${destinations.length} destinations`);
    expect(sentence).toContain('09:00:41');
  });

  it('stays dead when bob signs in', async () => {
    const { code, stdout } = await host.run('reauth', '--as', 'bob@example.com', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'refused' });
    expect((await host.inspect()).session?.ageSeconds).toBe(168 * 3600 + 60);
  });

  it('comes back whole when alice does, with 168 h left', async () => {
    expect((await host.run('reauth', '--as', 'alice@example.com')).code).toBe(0);
    expect((await curl('-x', `http://${proxy}`, wiki)).stdout).toBe('ok\n');
    expect((await dig('wiki.corp.internal')).stdout).toBe('10.20.0.10\n');
    const { destinations, session } = await host.inspect();
    expect(session?.ageSeconds).toBe(0);
    expect(destinations.find(({ name }) => name === 'wiki')).toMatchObject({
      reachable: true,
      leftSeconds: 168 * 3600,
    });
  });
});
