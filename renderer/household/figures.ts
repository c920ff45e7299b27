import { parseInstant, sayInstant } from '../../app/time/calendar.ts';

/** `0 kB`, `24 kB`, `1.3 MB`: in thousands, as file managers do. */
export function sayBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

/** `640 B`, `12 kB`, `3.4 MB`: for what crosses a connection, where every byte counts. */
export function sayExactBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** `Wed 25 Nov 2026` for `2026-11-25`. */
export function sayRunDay(day: string): string {
  const at = parseInstant(`${day}T00:00:00Z`);
  return at === undefined ? day : sayInstant(at).slice(0, -' 00:00:00'.length);
}
