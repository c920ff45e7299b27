import type { Millis } from '../time/instant.ts';

export type DurationReading =
  | { readonly ok: true; readonly duration: Millis; readonly normal: string }
  | { readonly ok: false; readonly message: string; readonly hint?: string };

// Micro sign and Greek mu are both legal (DOMAIN.md §1.3 fact 18).
const nanosecondsIn: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  '\u{b5}s': 1_000n,
  '\u{3bc}s': 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Go counts in signed 64-bit nanoseconds: about 292 years. */
const longest = 2n ** 63n - 1n;

/**
 * Reads a policy's duration: Go's `time.ParseDuration`, then `Duration.String()` as `normal` (DOMAIN.md §1.3). A limit
 * on an age must be more than nothing, so zero and negative durations are refused.
 */
export function parseGoDuration(text: string): DurationReading {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '') return { ok: false, message: 'the duration is empty', hint: 'write for example 24h0m0s' };
  const nanoseconds = unsigned === '0' ? 0n : sumTerms(unsigned);
  if (nanoseconds === undefined) return explainFailure(text);
  if (nanoseconds > longest)
    return { ok: false, message: `"${text}" is longer than a duration can be (about 292 years)` };
  if (nanoseconds === 0n) return { ok: false, message: `"${text}" is no limit: a duration must be more than zero` };
  if (text.startsWith('-')) {
    return {
      ok: false,
      message: `"${text}" is negative: a duration must be more than zero`,
      hint: `write ${unsigned}`,
    };
  }
  const duration = Number(nanoseconds / 1_000_000n) + Number(nanoseconds % 1_000_000n) / 1e6;
  return { ok: true, duration, normal: showNanoseconds(nanoseconds) };
}

/** Go's normal form: `168h0m0s`, `5m0s`, `45s`, `1.5s`, `250ms`. Rounds to nanoseconds; `0s` and less are `0s`. */
export function formatGoDuration(duration: Millis): string {
  // Whole milliseconds apart: above 104 days their nanoseconds are no exact number.
  const whole = Math.floor(Math.max(0, duration));
  const rest = Math.round((Math.max(0, duration) - whole) * 1e6);
  return showNanoseconds(BigInt(whole) * 1_000_000n + BigInt(rest));
}

function sumTerms(text: string): bigint | undefined {
  const term = /(\d+\.?\d*|\.\d+)(ns|us|\u{b5}s|\u{3bc}s|ms|s|m|h)/uy;
  let sum = 0n;
  while (term.lastIndex < text.length) {
    const [, amount = '', unit = ''] = term.exec(text) ?? [];
    const scale = nanosecondsIn[unit];
    if (scale === undefined) return undefined;
    sum += scaleAmount(amount, scale);
  }
  return sum;
}

/** Go drops what is left below a nanosecond of each term. */
function scaleAmount(amount: string, scale: bigint): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  // A nanosecond is the thirteenth place of an hour, and nineteen digits of nanoseconds are too many: the rest of an
  // absurdly long number can't matter.
  const digits = whole.replace(/^0+/, '').slice(0, 20);
  const places = fraction.slice(0, 18);
  return BigInt(digits || '0') * scale + (BigInt(places || '0') * scale) / 10n ** BigInt(places.length);
}

function showNanoseconds(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  for (const [unit, scale] of [
    ['ns', 1n],
    ['\u{b5}s', 1_000n],
    ['ms', 1_000_000n],
  ] as const) {
    if (nanoseconds < scale * 1_000n) return `${showFraction(nanoseconds, scale)}${unit}`;
  }
  const { m: minute = 1n, h: hour = 1n, s: second = 1n } = nanosecondsIn;
  const seconds = `${showFraction(nanoseconds % minute, second)}s`;
  if (nanoseconds < minute) return seconds;
  const minutes = `${(nanoseconds % hour) / minute}m${seconds}`;
  return nanoseconds < hour ? minutes : `${nanoseconds / hour}h${minutes}`;
}

function showFraction(nanoseconds: bigint, scale: bigint): string {
  const places = String(scale).length - 1;
  const fraction = String(nanoseconds % scale)
    .padStart(places, '0')
    .replace(/0+$/, '');
  return fraction === '' || places === 0 ? String(nanoseconds / scale) : `${nanoseconds / scale}.${fraction}`;
}

function explainFailure(text: string): DurationReading {
  const message = `"${text}" is no duration`;
  const compact = text.trim().toLowerCase().replaceAll(/\s+/g, '');
  if (/^\+?\d+(\.\d+)?$/.test(compact)) {
    return {
      ok: false,
      message: `"${text}" has no unit`,
      hint: `write ${Number(compact)}h, or ${Number(compact)}m for minutes`,
    };
  }
  const suggestion = readAsPeopleWrite(compact);
  if (suggestion === undefined) return { ok: false, message, hint: 'units are h, m, s, ms, us and ns: 24h, 1h30m0s' };
  const normal = formatGoDuration(suggestion);
  if (/\d(w|weeks?)/.test(compact))
    return { ok: false, message, hint: `weeks don't exist in this format: write ${normal}` };
  if (/\d(d|days?)/.test(compact))
    return { ok: false, message, hint: `days don't exist in this format: write ${normal}` };
  return { ok: false, message, hint: `write ${normal}` };
}

/** What a text such as `7d 12h`, `2 weeks` or `24 H` was meant to say. */
function readAsPeopleWrite(compact: string): Millis | undefined {
  const spans: Readonly<Record<string, Millis>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };
  const term =
    /(\d+(?:\.\d+)?)(?:(w)(?:eeks?)?|(d)(?:ays?)?|(h)(?:ours?|rs?)?|(m)(?:inutes?|ins?)?|(s)(?:econds?|ecs?)?)/y;
  let sum = 0;
  while (term.lastIndex < compact.length) {
    const match = term.exec(compact);
    if (match === null) return undefined;
    const unit = match.slice(2).find((group) => group !== undefined) ?? '';
    sum += Number(match[1]) * (spans[unit] ?? Number.NaN);
  }
  return sum > 0 ? sum : undefined;
}
