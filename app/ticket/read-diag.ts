import type { DiagFile, DiagReading, FileReading, Unread } from './diag-reading.ts';
import { readAccount, readDate, readPlatform, readStatus, readTimezone, readVersion } from './read-facts.ts';
import { readFallbacks, readHosts, readResolvConf } from './read-names.ts';
import { readSettings } from './read-settings.ts';

type ReadFile = (file: string, text: string) => FileReading;

/** Where two files tell the same, the earlier one here counts. */
const readers: Readonly<Record<string, ReadFile>> = {
  'warp-settings.txt': readSettings,
  'warp-status.txt': readStatus,
  'warp-account.txt': readAccount,
  'warp-dns-fallbacks.txt': readFallbacks,
  'version.txt': readVersion,
  'platform.txt': readPlatform,
  'date.txt': readDate,
  'timezone.txt': readTimezone,
  'etc-hosts.txt': readHosts,
  'resolv.conf': readResolvConf,
};

/** Named in the list of files (DOMAIN.md §5.7 fact 41), with nothing known of what stands in them. */
const contentsUnknown: ReadonlySet<string> = new Set(
  `daemon.log gui-log.log ipc.log warp-network.txt warp-device-posture.txt dns-check.txt daemon_dns.log connectivity.txt route.txt
  routetable.txt netstat.txt firewall-rules.txt boringtun.log stats.log captive-portal-hotspot-detect.txt local_policy.redacted.txt
  mdm.plist mdm.xml sysinfo.json`.split(/\s+/),
);

/** The name of a computer is often that of its user. */
const withheld: ReadonlySet<string> = new Set(['hostname.txt']);

/** Whether there is anything in a file of this name that can be read. */
export function isDiagFileRead(name: string): boolean {
  return Object.hasOwn(readers, name);
}

/** Why a file of this name is not read. */
export function whyUnread(name: string): Unread['why'] {
  if (withheld.has(name)) return 'withheld';
  return contentsUnknown.has(name) ? 'contents-unknown' : 'unknown-file';
}

export type Diag = {
  readonly found: DiagReading;
  readonly read: readonly string[];
  readonly unread: readonly Unread[];
};

/** Reads what is known of a warp-diag's files, and lists the rest. Takes any text. */
export function readDiag(files: readonly DiagFile[], others: readonly Unread[] = []): Diag {
  const given = new Map(files.map(({ name, text }) => [name, text]));
  let found: DiagReading = {};
  const unread: Unread[] = [];
  const read: string[] = [];
  for (const [name, reader] of Object.entries(readers)) {
    const text = given.get(name);
    if (text === undefined) continue;
    const reading = reader(name, text);
    found = { ...reading.found, ...found };
    unread.push(...reading.unread);
    read.push(name);
  }
  for (const { name } of files) {
    if (!isDiagFileRead(name)) unread.push({ file: name, why: whyUnread(name) });
  }
  return { found, read, unread: [...unread, ...others] };
}
