import type { Snapshot, SnapshotDestination } from '../../app/view/snapshot-shape.ts';
import { findDestination, type Selection, sampleName, samplePublicName, urlOf } from './selection.ts';

export type CopyCommand = { readonly label: string; readonly command: string };

type Source = Pick<Snapshot, 'addresses' | 'destinations' | 'names'>;

/** What a person pastes into a terminal to try the selection through the emulator. */
export function copyCommands(snapshot: Snapshot, selection: Selection | undefined): readonly CopyCommand[] {
  if (selection?.kind === 'destination') {
    const found = findDestination(snapshot, selection.name);
    if (!found) return [];
    const ssh = found.kind === 'ssh' ? sshFor(snapshot, found) : undefined;
    const curl =
      found.protocol === 'tcp' && found.kind !== 'dns' && found.kind !== 'ssh' ? curlFor(snapshot, found) : undefined;
    return [
      ...asList('Copy as ssh', ssh),
      ...asList('Copy as curl', curl),
      ...asList('Copy as dig', digFor(snapshot, found.host)),
    ];
  }
  if (selection?.kind !== 'name') return [];
  const isPublic = snapshot.names.find(({ suffix }) => suffix === selection.suffix)?.resolver === undefined;
  const name = isPublic ? samplePublicName : sampleName(snapshot, selection.suffix);
  return asList('Copy as dig', digFor(snapshot, name));
}

/** Through SOCKS with the name left to the proxy; certificates of emulated sites are nobody's, hence `-k`. */
export function curlFor(
  { addresses }: Pick<Source, 'addresses'>,
  destination: SnapshotDestination,
): string | undefined {
  if (addresses.proxy === undefined) return undefined;
  const { kind, host, port } = destination;
  // What is asked by datagrams is no curl's.
  if (kind === 'udp-echo') return undefined;
  // What an upstream speaks is not known here; most speak HTTP.
  const urls = { 'tcp-echo': `telnet://${host}:${port}`, upstream: `http://${host}:${port}/` };
  const url = kind === 'tcp-echo' || kind === 'upstream' ? urls[kind] : urlOf(destination);
  return `curl ${kind === 'https' || kind === 'doh' ? '-k ' : ''}-x socks5h://${addresses.proxy} ${url}`;
}

/** The host key is made anew at every start, so that remembering it would only bring alarm at the next. */
export function sshFor(
  { addresses }: Pick<Source, 'addresses'>,
  { host, port }: SnapshotDestination,
): string | undefined {
  if (addresses.proxy === undefined) return undefined;
  const forget = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null';
  const through = `-o ProxyCommand='nc -X 5 -x ${addresses.proxy} %h %p'`;
  return `ssh ${port === 22 ? '' : `-p ${port} `}${forget} ${through} ${host}`;
}

export function digFor({ addresses }: Pick<Source, 'addresses'>, name: string): string | undefined {
  const [host, port] = addresses.dns?.split(':') ?? [];
  return host === undefined || port === undefined ? undefined : `dig @${host} -p ${port} ${name}`;
}

const asList = (label: string, command: string | undefined): readonly CopyCommand[] =>
  command === undefined ? [] : [{ label, command }];
