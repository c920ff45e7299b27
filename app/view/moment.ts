import type { State } from '../session/state.ts';
import { sayDay, sayTime } from '../time/calendar.ts';
import type { Millis } from '../time/instant.ts';
import { sentenceOf } from './sentence.ts';
import type { Tone } from './sentence-facts.ts';
import { snapshotOf } from './snapshot.ts';

/** One moment of a run, told as shortly as a tree of them needs; `short` has no capital and no full stop. */
export type Moment = { readonly at: Millis; readonly tone: Tone; readonly short: string };

export function momentOf(state: State): Moment {
  const snapshot = snapshotOf(state, state.at, {
    ...{ revision: 0, product: { version: '', host: 'node' }, runId: '', addresses: {}, theme: 'system' },
    ...{ remarks: [], offered: [], recent: [] },
  });
  const { tone, headline } = sentenceOf(snapshot, state.at);
  return { at: state.at, tone, short: shorten(headline) };
}

/** `Mon 9 Mar 09:01, internal network dead`. */
export function nameMoment({ at, short }: Moment): string {
  return `${sayDay(at)} ${sayTime(at).slice(0, 5)}, ${short}`;
}

/** `The internal network is dead.` as `internal network dead`. */
function shorten(headline: string): string {
  const plain = headline
    .replace(/[.]$/, '')
    .replace(/^The (.+?) (?:is|was) /, '$1 ')
    .replace(/ (?:is|are) dead$/, ' dead');
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
