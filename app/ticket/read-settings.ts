import type { ClientMode } from '../environment/environment.ts';
import { isRange } from '../network/address.ts';
import { type Line, linesOf } from './diag-lines.ts';
import type { DiagReading, FileReading, Source, Unread } from './diag-reading.ts';
import { readHostName } from './host-name.ts';

/** DOMAIN.md §5.1. */
const modes: Readonly<Record<string, ClientMode>> = {
  WarpWithDnsOverHttps: 'traffic-and-dns',
  DnsOverHttps: 'dns-only',
  TunnelOnly: 'traffic-only',
  PostureOnly: 'posture-only',
};

/** Known keys (DOMAIN.md §5.6 fact 39) that no verdict depends on. */
const withoutSetting: ReadonlySet<string> = new Set([
  ...['Always On', 'WARP tunnel protocol', 'Disabled for Wifi', 'Disabled for Ethernet', 'qlog logging', 'Onboarding'],
  ...[
    'Daemon Teams Auth',
    'Disable Auto Fallback',
    'Captive Portal',
    'Support URL',
    'Allow Mode Switch',
    'Allow Updates',
  ],
  ...['LAN Access Settings', 'Emergency disconnect'],
]);
/** They hold what tells an account from another. */
const withheld: ReadonlySet<string> = new Set(['Resolve via', 'Profile ID']);

/** One setting, and the indented lines below it. */
type Setting = {
  readonly key: string;
  readonly value: string;
  readonly source: Source & { readonly decidedBy: string };
  readonly below: Line[];
};

type Read = { readonly found: DiagReading; readonly bad?: readonly Line[] } | Unread['why'];

/** `warp-settings.txt`, what `warp-cli settings` prints (DOMAIN.md §5.6 fact 39). */
export function readSettings(file: string, text: string): FileReading {
  const unread: Unread[] = [];
  const settings: Setting[] = [];
  for (const line of linesOf(text)) {
    const [, decidedBy, key, value] = /^\(([^()]{1,40})\)\s+([^:]{1,80}):(.*)$/.exec(line.text) ?? [];
    if (decidedBy !== undefined && key !== undefined && value !== undefined) {
      settings.push({ key, value: value.trim(), source: { file, line: line.number, decidedBy }, below: [] });
    } else if (/^\s/.test(line.text) && settings.length > 0) {
      settings.at(-1)?.below.push(line);
    } else if (!/^Merged configuration:/.test(line.text)) {
      unread.push({ file, line: line.number, why: 'not-understood' });
    }
  }
  let found: DiagReading = {};
  for (const setting of settings) {
    const read = readSetting(setting);
    const { key, source } = setting;
    const isRepeated = typeof read !== 'string' && Object.keys(read.found).some((name) => name in found);
    if (typeof read === 'string' || isRepeated) {
      unread.push({ file, line: source.line, key, why: typeof read === 'string' ? read : 'not-understood' });
      continue;
    }
    found = { ...found, ...read.found };
    for (const { number } of read.bad ?? []) unread.push({ file, line: number, key, why: 'not-understood' });
  }
  return { found, unread };
}

function readSetting({ key, value, source, below }: Setting): Read {
  switch (key) {
    case 'Mode': {
      const mode = /^WarpProxy\b/.test(value) ? 'local-proxy' : Object.hasOwn(modes, value) ? modes[value] : undefined;
      return mode === undefined ? 'not-understood' : { found: { mode: { value: mode, ...source } } };
    }
    case 'Switch Locked':
      return asFlag(value, (flag) => ({ switchLocked: { value: flag, ...source } }));
    case 'Allowed to Leave Org':
      return asFlag(value, (flag) => ({ allowedToLeave: { value: flag, ...source } }));
    case 'Organization':
      return value === '' ? 'not-understood' : { found: { organization: { value, ...source } } };
    case 'Exclude mode, with hosts/ips':
    case 'Include mode, with hosts/ips': {
      const mode = key.startsWith('Include') ? 'include' : 'exclude';
      const { entries, bad } = entriesOf(below, readEntry);
      return { found: { splitTunnel: { value: { mode, entries }, ...source } }, bad };
    }
    case 'Fallback domains': {
      const { entries, bad } = entriesOf(below, readHostName);
      return { found: { suffixes: { value: entries, ...source } }, bad };
    }
    default:
      if (withheld.has(key)) return 'withheld';
      return withoutSetting.has(key) ? 'no-setting' : 'unknown-key';
  }
}

function asFlag(value: string, found: (flag: boolean) => DiagReading): Read {
  return value === 'true' || value === 'false' ? { found: found(value === 'true') } : 'not-understood';
}

/** One on each line, with a remark in brackets behind some. */
function entriesOf(lines: readonly Line[], read: (text: string) => string | undefined) {
  const entries = new Set<string>();
  const bad: Line[] = [];
  for (const line of lines) {
    const [, text = '', remark = ''] = /^\s+(\S+)\s*(.*)$/.exec(line.text) ?? [];
    const entry = read(text);
    if (entry === undefined || !(remark === '' || /^\(.*\)$/.test(remark.trim()))) bad.push(line);
    if (entry !== undefined) entries.add(entry);
  }
  return { entries: [...entries], bad };
}

function readEntry(text: string): string | undefined {
  if (isRange(text)) return text;
  const name = readHostName(text.replace(/^\*\./, ''));
  if (name === undefined) return undefined;
  return text.startsWith('*.') ? `*.${name}` : name;
}
