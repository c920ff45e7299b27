import { parseGoDuration } from '../policy/duration.ts';
import type { Millis } from '../time/instant.ts';

export type ClientSessionReading =
  | { readonly ok: true; readonly duration: Millis }
  | { readonly ok: false; readonly message: string };

/** Reads Access's own limit on the client's session, which takes hours and minutes only (DOMAIN.md §1.3 fact 21). */
export function readClientSession(given: unknown): ClientSessionReading {
  if (typeof given !== 'string') return { ok: false, message: `${JSON.stringify(given)} is no text` };
  const reading = parseGoDuration(given);
  if (!reading.ok) return { ok: false, message: `${reading.message}${reading.hint ? ` (${reading.hint})` : ''}` };
  const isShown = /^\+?([\d.]+[hm])+$/.test(given);
  // The API prints what it keeps with its seconds.
  if (isShown || /^(\d+h)?\d+m0s$/.test(given)) return { ok: true, duration: reading.duration };
  return { ok: false, message: `"${given}" has units other than h and m, which is all that Access takes here` };
}
