import { describe, expect, it } from 'vitest';
import { readDiag } from '../../../app/ticket/read-diag.ts';
import { diagFiles } from '../../support/diag.ts';

const read = (files: Readonly<Record<string, string>>) =>
  readDiag(Object.entries(files).map(([name, text]) => ({ name, text })));
const settings = (...lines: readonly string[]) => read({ 'warp-settings.txt': lines.join('\n') });

describe('a warp-diag', () => {
  const { found, read: files, unread } = read(diagFiles);

  it('tells what the client is set to, each with its file, its line and who decided it', () => {
    expect(found.mode).toEqual({
      ...{ value: 'traffic-and-dns', file: 'warp-settings.txt', line: 4, decidedBy: 'network policy' },
    });
    expect(found.switchLocked?.value).toBe(false);
    expect(found.allowedToLeave?.value).toBe(false);
    expect(found.splitTunnel?.value).toEqual({
      ...{ mode: 'exclude', entries: ['100.64.0.0/10', '192.168.0.0/16', 'zoom.example'] },
    });
    expect(found.suffixes?.value).toEqual(['intranet', 'corp.internal']);
    expect(found.organization?.value).toBe('acme');
  });

  it('tells status, version, system, and when it was taken', () => {
    expect(found.connection?.value).toBe('connected');
    expect(found.version?.value).toBe('2025.8.779.0');
    expect(found.os?.value).toBe('windows');
    expect(found.takenAt?.value).toBe(Date.UTC(2026, 2, 9, 10, 12, 13));
    expect(found.utcOffset?.value).toBe(3_600_000);
    expect(found.resolvers?.value).toEqual(['10.0.0.53']);
  });

  it('names the files that were read', () => {
    expect(files).toContain('warp-settings.txt');
    expect(files).not.toContain('hostname.txt');
  });

  it('lists what was not read, with its key and why', () => {
    expect(unread).toContainEqual({ file: 'warp-settings.txt', line: 18, key: 'Firewall Scope', why: 'unknown-key' });
    expect(unread).toContainEqual({ file: 'warp-settings.txt', line: 2, key: 'Always On', why: 'no-setting' });
    expect(unread).toContainEqual({ file: 'daemon.log', why: 'contents-unknown' });
    expect(unread).toContainEqual({ file: 'unheard-of.bin', why: 'unknown-file' });
  });

  it('keeps to itself what tells a person, a device or an account from others', () => {
    for (const key of ['Device ID', 'Public key', 'Account ID']) {
      expect(unread).toContainEqual(expect.objectContaining({ file: 'warp-account.txt', key, why: 'withheld' }));
    }
    expect(unread).toContainEqual({ file: 'hostname.txt', why: 'withheld' });
    expect(JSON.stringify({ found, unread })).not.toMatch(/ALICE|5d0f|a2V5|77aa|1aa0f|0000-0001|alice@/);
  });
});

describe('settings', () => {
  it.each([
    ['WarpWithDnsOverHttps', 'traffic-and-dns'],
    ['DnsOverHttps', 'dns-only'],
    ['TunnelOnly', 'traffic-only'],
    ['WarpProxy on port 40000', 'local-proxy'],
    ['PostureOnly', 'posture-only'],
  ])('of mode %s are %s', (text, mode) => {
    expect(settings(`(user set)\tMode: ${text}`).found.mode?.value).toBe(mode);
  });

  it('of a mode that is not known are left unread', () => {
    const { found, unread } = settings('(user set)\tMode: Quantum');
    expect(found.mode).toBeUndefined();
    expect(unread).toEqual([{ file: 'warp-settings.txt', line: 1, key: 'Mode', why: 'not-understood' }]);
  });

  it('tell Include mode from Exclude mode, and leave out lines that are no entries', () => {
    const { found, unread } = settings(
      ...['(network policy)\tInclude mode, with hosts/ips:', '  10.0.0.0/8', '  *.corp.internal', '  10.0.0.0/99 <-'],
    );
    expect(found.splitTunnel?.value).toEqual({ mode: 'include', entries: ['10.0.0.0/8', '*.corp.internal'] });
    expect(unread.map(({ line }) => line)).toEqual([4]);
  });

  it('are read with the line ends of Windows', () => {
    expect(settings('Merged configuration:\r', '(user set)\tMode: TunnelOnly\r').found.mode?.value).toBe(
      'traffic-only',
    );
  });

  it('say a thing once: what is repeated is left unread', () => {
    const { found, unread } = settings('(user set)\tMode: TunnelOnly', '(default)\tMode: DnsOverHttps');
    expect(found.mode?.value).toBe('traffic-only');
    expect(unread).toHaveLength(1);
  });
});

describe('a status', () => {
  it.each([
    ['Ok(Connected)', 'connected'],
    ['Status update: Connected\nNetwork: healthy', 'connected'],
    ['Status update: Disconnected\nReason: Manual Disconnection', 'disconnected'],
    ['Status update: Unable\nReason: Registration Missing due to: Daemon Startup', 'unregistered'],
    ['Status update: Unable to connect. Reason: Registration Missing', 'unregistered'],
  ])('of %j is %s', (text, status) => {
    expect(read({ 'warp-status.txt': text }).found.connection?.value).toBe(status);
  });

  it('in other words is left unread', () => {
    expect(read({ 'warp-status.txt': 'Err(Timeout)' })).toMatchObject({
      ...{ found: {}, unread: [{ file: 'warp-status.txt', line: 1, why: 'not-understood' }] },
    });
  });
});

describe('a date', () => {
  it.each([['2026-03-09T10:12:13Z'], ['2026-03-09 10:12:13.5 UTC'], ['Mon Mar  9 10:12:13 UTC 2026']])(
    'is read as %s',
    (text) => {
      expect(read({ 'date.txt': text }).found.takenAt?.value).toBe(Date.UTC(2026, 2, 9, 10, 12, 13));
    },
  );
});

describe('names', () => {
  it('of the hosts file count with their addresses', () => {
    expect(read({ 'etc-hosts.txt': '10.20.0.10 wiki.corp.internal wiki # ours' }).found.hosts).toEqual([
      { value: { name: 'wiki.corp.internal', address: '10.20.0.10' }, file: 'etc-hosts.txt', line: 1 },
      { value: { name: 'wiki', address: '10.20.0.10' }, file: 'etc-hosts.txt', line: 1 },
    ]);
  });

  it('are asked of the client’s own proxy, or past it', () => {
    expect(read({ 'resolv.conf': '# made\nnameserver 127.0.2.2' }).found.asksClient?.value).toBe(true);
    expect(read({ 'resolv.conf': 'search corp\nnameserver 192.168.1.1' }).found.asksClient?.value).toBe(false);
  });
});
