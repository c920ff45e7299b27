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

/**
 * A span for reading, with its two largest units that count: `7 d 1 min`, `42 min 10 s`, `5 s`, `0 s`. For what does
 * not move: a setting, an age in an explanation, a jump. What moves while it is read takes `sayRoughly` or `sayLeft`.
 */
export function saySpan(span: Millis): string {
  return sayUnits(span, units).slice(0, 2).join(' ') || '0 s';
}

/**
 * A span in all its units down to the minute: `7 d 1 min`, `6 d 23 h 59 min`; below a minute in seconds. For an age
 * beside its limit, where the minute tells them apart.
 */
export function sayToMinute(span: Millis): string {
  return sayMinutes(span).join(' ');
}

/** `sayToMinute` with its two largest units, for a sentence that counts: what is far off needs no minutes. */
export function sayRoughly(span: Millis): string {
  return sayMinutes(span).slice(0, 2).join(' ');
}

/** `7 d 1 min ago`, `just now`. */
export function sayAgo(span: Millis): string {
  return span < second ? 'just now' : `${sayRoughly(span)} ago`;
}

/** What is left, rounded up, for a column that counts down: `6 d 23 h`, `5 h 03 min`, `42 min 09 s`, `9 s`. */
export function sayLeft(left: Millis): string {
  const whole = Math.max(0, Math.ceil(left / second) * second);
  if (whole >= day) {
    const hours = Math.floor((whole % day) / hour);
    return `${Math.floor(whole / day)} d${hours === 0 ? '' : ` ${hours} h`}`;
  }
  if (whole >= hour) return `${Math.floor(whole / hour)} h ${two(Math.floor((whole % hour) / minute))} min`;
  if (whole >= minute) return `${Math.floor(whole / minute)} min ${two(Math.floor((whole % minute) / second))} s`;
  return `${Math.floor(whole / second)} s`;
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

const units = [
  [day, 'd'],
  [hour, 'h'],
  [minute, 'min'],
  [second, 's'],
] as const;

/** Units that count, largest first, rounded down to the last of `among`. */
function sayUnits(span: Millis, among: readonly (readonly [Millis, string])[]): string[] {
  let rest = span;
  return among.flatMap(([size, name]) => {
    const amount = Math.floor(rest / size);
    rest %= size;
    return amount > 0 ? [`${amount} ${name}`] : [];
  });
}

function sayMinutes(span: Millis): string[] {
  return span >= minute ? sayUnits(span, units.slice(0, 3)) : [saySpan(span)];
}

const two = (amount: number) => String(amount).padStart(2, '0');
