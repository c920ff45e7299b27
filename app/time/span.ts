import { day, hour, type Millis, minute, second } from './instant.ts';

const unitSpans: Readonly<Record<string, Millis>> = { w: 7 * day, d: day, h: hour, m: minute, s: second, ms: 1 };

/**
 * Reads a span as people write it: `7d 3h`, `1h30m`, `90s`, `0s`, an optional leading `+`.
 * Policy durations take Go's grammar instead: see `app/policy/duration.ts`.
 */
export function parseSpan(text: string): Millis | undefined {
  const compact = text.trim().replace(/^\+/, '').replaceAll(/\s+/g, '');
  if (compact === '' || !/^(\d+(\.\d+)?(ms|[wdhms]))+$/.test(compact)) return undefined;
  let total = 0;
  for (const [, amount, unit] of compact.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g)) {
    total += Number(amount) * (unitSpans[unit ?? ''] ?? Number.NaN);
  }
  return Number.isFinite(total) ? total : undefined;
}

/** Writes a span as people say it, with its two largest units that count: `7 d 1 min`, `42 min`, `5 s`, `0 s`. Rounds down. */
export function saySpan(span: Millis): string {
  const parts = [
    [Math.floor(span / day), 'd'],
    [Math.floor((span % day) / hour), 'h'],
    [Math.floor((span % hour) / minute), 'min'],
    [Math.floor((span % minute) / second), 's'],
  ] as const;
  const counting = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return counting.length === 0 ? '0 s' : counting.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

/** Writes a span exactly and compactly, for files and commands: `167h59m`, `41s`, `0s`. Reads back with `parseSpan`. */
export function writeSpan(span: Millis): string {
  const parts = [
    [Math.floor(span / hour), 'h'],
    [Math.floor((span % hour) / minute), 'm'],
    [Math.floor((span % minute) / second), 's'],
    [span % second, 'ms'],
  ] as const;
  const text = parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join('');
  return text === '' ? '0s' : text;
}
