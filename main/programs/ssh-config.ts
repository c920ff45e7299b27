import { aliasesOf, type Names } from '../../app/network/private-dns.ts';

export type SshWay = {
  /** What ssh runs to get through: a command line with `%h` and `%p` in it. */
  readonly proxyCommand: string;
  readonly knownHosts: string;
};

/**
 * Configuration for `ssh -F`: hosts of the environment go through the emulator and are met without anything of the
 * user's own, every other host is as always.
 */
export function writeSshConfig(environment: Names, way: SshWay): string {
  const aliases = aliasesOf(environment);
  const hosts = Object.entries(environment.destinations).flatMap(([key, { host, address, ports }]) => {
    const all = [host.toLowerCase(), address.toLowerCase(), ...(aliases.get(key) ?? [])];
    const names = [...new Set(all)].filter(isPlain);
    const own = Object.keys(ports).find((port) => ports[port] === 'ssh');
    return names.length === 0 ? [] : [{ names: names.join(' '), port: own === '22' ? undefined : own }];
  });
  const all = hosts.map(({ names }) => names).join(' ');
  if (all === '') return `${head}\n# There is no destination that ssh could reach.\n`;
  return [
    head,
    ...hosts.flatMap(({ names, port }) => (port === undefined ? [] : [`Host ${names}`, `    Port ${port}`])),
    `Host ${all}`,
    `    ProxyCommand ${way.proxyCommand}`,
    `    UserKnownHostsFile ${quotePath(way.knownHosts)}`,
    '    GlobalKnownHostsFile none',
    '    # Host keys are made anew with every start of the emulator, and so is the file that remembers them.',
    '    StrictHostKeyChecking accept-new',
    '    CheckHostIP no',
    '    UpdateHostKeys no',
    '    # Anybody is let in. None of your keys is offered, and no agent goes along.',
    '    IdentityFile none',
    '    IdentityAgent none',
    '    ForwardAgent no',
    `Host * ${hosts.map(({ names }) => names.replaceAll(/\S+/g, '!$&')).join(' ')}`,
    '    Include ~/.ssh/config',
    '',
  ].join('\n');
}

const head = '# Written by the WARP Session Emulator, anew whenever it starts. Use it as `ssh -F FILE HOST`.';

/** Names come from imported files: one that is more than a name would be a pattern, or another line. */
function isPlain(name: string): boolean {
  return /^[a-z0-9_][a-z0-9._:-]*$/.test(name) && name.length <= 255;
}

/** `%` begins a token of ssh's; it wants slashes on Windows, too. */
function quotePath(path: string): string {
  return `"${path.replaceAll('\\', '/').replaceAll('%', '%%').replaceAll('"', '\\"')}"`;
}
