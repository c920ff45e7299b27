import { strToU8, type Zippable, zipSync } from 'fflate';

/** The files of a warp-diag as a Windows device with the usual settings makes them; nobody's. */
export const diagFiles: Readonly<Record<string, string>> = {
  'warp-settings.txt': [
    'Merged configuration:',
    '(derived)\tAlways On: true',
    '(network policy)\tSwitch Locked: false',
    '(network policy)\tMode: WarpWithDnsOverHttps',
    '(network policy)\tWARP tunnel protocol: MASQUE',
    '(reg defaults)\tResolve via: 1aa0f.cloudflare-gateway.com @ [162.159.36.1]',
    '(network policy)\tExclude mode, with hosts/ips:',
    '  100.64.0.0/10',
    '  192.168.0.0/16 (home)',
    '  zoom.example',
    '',
    '(network policy)\tFallback domains:',
    '  intranet',
    '  corp.internal',
    '(user set)\tOrganization: acme',
    '(network policy)\tAllowed to Leave Org: false',
    '(network policy)\tProfile ID: 0000-0001',
    '(not set)\tFirewall Scope: All interfaces',
    '',
  ].join('\n'),
  'warp-status.txt': 'Ok(Connected)\n',
  'warp-account.txt':
    'Account type: Team\nDevice ID: 5d0f-device\nPublic key: a2V5a2V5=\nAccount ID: 77aa-account\nOrganization: acme\n',
  'warp-dns-fallbacks.txt': '10.0.0.53\n',
  'version.txt': '2025.8.779.0\n',
  'platform.txt': 'windows\n',
  'date.txt': '2026-03-09 10:12:13.123456 UTC\n',
  'timezone.txt': '+01:00\n',
  'hostname.txt': 'ALICES-LAPTOP\n',
  'etc-hosts.txt': '# nothing\n127.0.0.1 localhost\n',
  'daemon.log': 'alice@example.com signed in\n',
  'unheard-of.bin': 'x',
};

/** A real zip; values are texts, bytes, or what the library takes besides. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array | Zippable[string]>> = diagFiles): Buffer {
  const data = Object.entries(files).map(([name, file]) => [name, typeof file === 'string' ? strToU8(file) : file]);
  return Buffer.from(zipSync(Object.fromEntries(data) as Zippable));
}

export const diagName = 'warp-debugging-info-20260309-101213.zip';
