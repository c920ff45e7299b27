import { parseInstant } from '../time/calendar.ts';
import { hour, type Millis, minute } from '../time/instant.ts';
import { type Line, linesOf } from './diag-lines.ts';
import type { DiagReading, FileReading, Unread } from './diag-reading.ts';

type FromLine = (line: Line, source: { readonly file: string; readonly line: number }) => DiagReading | undefined;

/** Of a file that holds one thing, the first line that says it. */
function readOne(file: string, text: string, read: FromLine): FileReading {
  const lines = linesOf(text);
  for (const line of lines) {
    const found = read(line, { file, line: line.number });
    if (found !== undefined) return { found, unread: [] };
  }
  const [first] = lines;
  return {
    found: {},
    unread: [{ file, ...(first === undefined ? {} : { line: first.number }), why: 'not-understood' }],
  };
}

/** `warp-status.txt`: `Ok(Connected)`, or what `warp-cli status` prints (DOMAIN.md §5.6 fact 37, §5.7 fact 41). */
export function readStatus(file: string, text: string): FileReading {
  return readOne(file, text, ({ text: line }, source) => {
    if (/registration missing|registrationmissing/i.test(text)) {
      return { connection: { value: /revoked/i.test(text) ? 'revoked' : 'unregistered', ...source } };
    }
    const [, word = ''] = /^(?:Ok\(|Status update:\s*)([A-Za-z]+)/.exec(line.trim()) ?? [];
    const known = { Connected: 'connected', Disconnected: 'disconnected', Unable: 'disconnected' } as const;
    return isOneOf(word, known) ? { connection: { value: known[word], ...source } } : undefined;
  });
}

/** `version.txt`: `2026.4.1350.0` somewhere in it. */
export function readVersion(file: string, text: string): FileReading {
  return readOne(file, text, ({ text: line }, source) => {
    const value = findVersion(line);
    return value === undefined ? undefined : { version: { value, ...source } };
  });
}

export function findVersion(text: string): string | undefined {
  return /(?<![\d.])20\d\d\.\d{1,2}(?:\.\d{1,6}){0,2}(?![\d.])/.exec(text)?.[0];
}

export function readPlatform(file: string, text: string): FileReading {
  return readOne(file, text, ({ text: line }, source) => {
    const value = findOs(line);
    return value === undefined ? undefined : { os: { value, ...source } };
  });
}

export function findOs(text: string) {
  if (/mac|darwin|os x/i.test(text)) return 'macos';
  if (/win/i.test(text)) return 'windows';
  return /linux|ubuntu|debian|fedora|centos|rhel|red hat/i.test(text) ? 'linux' : undefined;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `date.txt`, in UTC: `2026-03-09 09:00:12.5 UTC`, `2026-03-09T09:00:12Z`, `Mon Mar  9 09:00:12 UTC 2026`. */
export function readDate(file: string, text: string): FileReading {
  return readOne(file, text, ({ text: line }, source) => {
    const value = findInstant(line);
    return value === undefined ? undefined : { takenAt: { value, ...source } };
  });
}

function findInstant(line: string): Millis | undefined {
  const [, date, time] = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(line) ?? [];
  if (date !== undefined) return parseInstant(`${date}T${time}Z`);
  const [, month = '', monthDay = '', clock, year] =
    /\b([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d)(?: UTC| GMT)? (\d{4})\b/.exec(line) ?? [];
  const index = months.indexOf(month);
  if (index < 0) return undefined;
  return parseInstant(`${year}-${two(index + 1)}-${monthDay.padStart(2, '0')}T${clock}Z`);
}

/** `timezone.txt`: an offset from UTC. */
export function readTimezone(file: string, text: string): FileReading {
  return readOne(file, text, ({ text: line }, source) => {
    const [, sign, hours, minutes = '0'] = /(?<![\d:])([+-])(\d{1,2}):?(\d\d)?(?![\d:])/.exec(line) ?? [];
    const value = (Number(hours) * hour + Number(minutes) * minute) * (sign === '-' ? -1 : 1);
    if (Number.isFinite(value) && Math.abs(value) <= 14 * hour) return { utcOffset: { value, ...source } };
    return /\b(UTC|GMT)\b/.test(line) ? { utcOffset: { value: 0, ...source } } : undefined;
  });
}

const identifying: ReadonlySet<string> = new Set(['Device ID', 'Public key', 'Account ID']);

/** `warp-account.txt`: `Key: value` (DOMAIN.md §5.6 fact 38). What tells a device or an account from others stays there. */
export function readAccount(file: string, text: string): FileReading {
  let found: DiagReading = {};
  const unread: Unread[] = [];
  for (const { number: line, text: whole } of linesOf(text)) {
    const [, key, value = ''] = /^\s*([^:]{1,80}):\s*(.*)$/.exec(whole) ?? [];
    const source = { value: value.trim(), file, line };
    if (key === 'Account type' && value !== '') found = { ...found, accountType: source };
    else if (key === 'Organization' && value !== '') found = { ...found, organization: source };
    else if (key === undefined) unread.push({ file, line, why: 'not-understood' });
    else unread.push({ file, line, key, why: identifying.has(key) ? 'withheld' : 'unknown-key' });
  }
  return { found, unread };
}

function isOneOf<T extends object>(word: string, known: T): word is string & keyof T {
  return Object.hasOwn(known, word);
}

const two = (amount: number) => String(amount).padStart(2, '0');
