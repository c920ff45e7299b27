import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Destination } from '../../../app/environment/environment.ts';
import { findProxyCommand } from '../../../main/programs/proxy-command.ts';
import { writeSshConfig } from '../../../main/programs/ssh-config.ts';
import { machineWith } from './machines.ts';

const folder = mkdtempSync(join(tmpdir(), 'warp-emu-ssh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dns = { localDomainFallback: [], records: [], timeToLive: 60_000 };

const place = (host: string, address: string, ports: Destination['ports'] = { '22': 'ssh' }): Destination => ({
  ...{ host, address, ports, up: true, delay: 0, outside: false, facts: {} },
});
const way = { proxyCommand: "'/a b/node' pipe %h %p", knownHosts: '/50% "a b"/known_hosts' };

/** What the real ssh makes of it for a host. */
function sshReads(text: string, host: string): Readonly<Record<string, string>> {
  const file = join(folder, 'config');
  writeFileSync(file, text, { mode: 0o600 });
  const told = execFileSync('ssh', ['-G', '-F', file, host], { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  return Object.fromEntries(told.split('\n').map((line) => [line.split(' ', 1)[0], line.slice(line.indexOf(' ') + 1)]));
}

describe('the configuration of ssh', () => {
  const destinations = {
    git: place('Git.corp.internal', '10.20.0.30'),
    odd: place('odd.corp.internal', 'fd00::7', { '2222': 'ssh', '443': 'https' }),
  };

  it('leads hosts of the environment through the proxy, by name and by address, as ssh reads it', () => {
    const text = writeSshConfig({ destinations, dns }, way);
    for (const host of ['git.corp.internal', '10.20.0.30', 'odd.corp.internal', 'fd00::7']) {
      expect(sshReads(text, host)).toMatchObject({
        proxycommand: way.proxyCommand,
        stricthostkeychecking: 'accept-new',
        identityfile: 'none',
        forwardagent: 'no',
      });
    }
    expect(sshReads(text, 'git.corp.internal').port).toBe('22');
    expect(sshReads(text, 'odd.corp.internal').port).toBe('2222');
  });

  it('leaves every other host as it is', () => {
    const other = sshReads(writeSshConfig({ destinations, dns }, way), 'github.com');
    expect(other).not.toHaveProperty('proxycommand');
    expect(other.stricthostkeychecking).not.toBe('accept-new');
  });

  it.each([
    'x\nProxyCommand touch /tmp/never',
    '*',
    '!github.com',
    'a b',
    '-oProxyCommand=x',
    'a;b',
    '$(id)',
    'a"b',
    '%h',
  ])('keeps out what is no plain host name: %j', (host) => {
    const destinations = { bad: place(host, '10.0.0.1'), worse: place(host, host) };
    const clean = { only: place('10.0.0.1', '10.0.0.1') };
    expect(writeSshConfig({ destinations, dns }, way)).toBe(writeSshConfig({ destinations: clean, dns }, way));
  });

  it('is empty where nothing could be reached', () => {
    expect(writeSshConfig({ destinations: {}, dns }, way)).toContain('no destination');
  });
});

describe('what ssh is led through by', () => {
  const proxy = '127.0.0.1:40000';
  const packageRoot = '/opt/warp 100%';

  it('is our own program with the Node that runs us', () => {
    expect(findProxyCommand({ machine: machineWith('linux', []), proxy, packageRoot, node: '/usr/bin/node' })).toBe(
      "'/usr/bin/node' '/opt/warp 100%%/out/main/cli.js' pipe --proxy 127.0.0.1:40000 %h %p",
    );
  });

  it('is the installed command beside the desktop app, else netcat where that speaks SOCKS', () => {
    const find = (machine: ReturnType<typeof machineWith>) => findProxyCommand({ machine, proxy, packageRoot });
    const nc = { '/usr/bin/nc': '/usr/bin/nc.openbsd' };
    expect(find(machineWith('linux', ['/usr/bin/warp-emu', '/usr/bin/nc']))).toBe(
      "'/usr/bin/warp-emu' pipe --proxy 127.0.0.1:40000 %h %p",
    );
    expect(find(machineWith('linux', ['/usr/bin/nc'], { links: nc }))).toBe(
      "'/usr/bin/nc' -X 5 -x 127.0.0.1:40000 %h %p",
    );
    expect(find(machineWith('linux', ['/usr/bin/nc']))).toBeUndefined();
    expect(find(machineWith('darwin', ['/usr/bin/nc']))).toContain('-X 5');
    expect(find(machineWith('win32', []))).toBeUndefined();
  });
});
