import { InvalidArgumentError } from 'commander';
import { parseInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { parseSpan } from '../../app/time/span.ts';

export function readSpan(text: string): Millis {
  const span = parseSpan(text);
  if (span === undefined) throw new InvalidArgumentError('Write a span such as 6d23h, 90s or "7d 3h".');
  return span;
}

/** A point in time as given: an instant, or a span counted from the last sign-in. */
export type Moment = { readonly at: Millis } | { readonly afterSignIn: Millis };

export function readMoment(text: string): Moment {
  const span = text.startsWith('+') ? parseSpan(text) : undefined;
  if (span !== undefined) return { afterSignIn: span };
  const at = parseInstant(text);
  if (at === undefined) {
    throw new InvalidArgumentError(
      'Write an instant such as 2026-03-09T09:00:00Z, or +167h59m after the last sign-in.',
    );
  }
  return { at };
}

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number up to 65535.');
  return port;
}

export function readSpeed(text: string): number {
  const speed = Number(text.replace(/[x×]$/, ''));
  if (!(speed >= 0.1 && speed <= 100_000)) throw new InvalidArgumentError('A speed is a number from 0.1 to 100000.');
  return speed;
}

export function readCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A count is a number such as 200.');
  return Number(text);
}
