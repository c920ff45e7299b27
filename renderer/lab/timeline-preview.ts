import { sayInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { saySpan } from '../../app/time/span.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { sentenceOf } from '../../app/view/sentence.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { isDead, standingOfName } from '../../app/view/standing.ts';
import { texts } from '../shared/texts.ts';

/** What a jump to an instant would bring if nobody signs in until then. */
export type Preview = {
  /** The instant, and how far off it is. */
  readonly when: string;
  /** What the sentence on top will say then. */
  readonly sentence: string;
  /** What dies on the way, first to go first. */
  readonly dying: readonly { readonly name: string; readonly at: Millis }[];
  /** What else happens on the way. */
  readonly besides: readonly string[];
};

/** Made from the instants that the engine judged: nothing is judged here. */
export function previewOf(snapshot: Snapshot, now: Millis, at: Millis): Preview {
  const words = texts.timeline.preview;
  const { destinations, names, flows, edits } = snapshot;
  const dead = destinations.items.filter((destination) => isDead(destination, at));
  const dying = [
    ...dead.flatMap(({ host, expiresAt, ...rest }) =>
      isDead({ ...rest, expiresAt }, now) ? [] : [{ name: host, at: expiresAt ?? at }],
    ),
    ...names
      .filter((name) => standingOfName(name, now) !== 'dead' && standingOfName(name, at) === 'dead')
      .map(({ suffix, expiresAt }) => ({ name: words.namesBelow(suffix), at: expiresAt ?? at })),
  ].sort((one, other) => one.at - other.at);
  const idle = flows.items.filter(({ idleUntil }) => idleUntil !== undefined && idleUntil <= at).length;
  const acting = edits.pending.filter((edit) => edit.at <= at);
  return {
    when: `${sayInstant(at)} · ${at > now ? words.inTime(saySpan(at - now)) : words.now}`,
    sentence: sentenceOf(snapshot, at).headline,
    dying,
    besides: [
      ...(idle > 0 ? [words.idle(numberOf(idle, 'flow', 'flows'))] : []),
      ...acting.map(({ said }) => words.acts(said)),
    ],
  };
}

/** The preview for those who hear it. */
export function sayPreview({ when, sentence, dying, besides }: Preview): string {
  const { dies } = texts.timeline.preview;
  const names = dying.slice(0, listed).map(({ name }) => name);
  const rest = dying.length > listed ? [texts.timeline.more(dying.length - listed)] : [];
  return [
    `${when}.`,
    sentence,
    ...(dying.length === 0 ? [] : [`${dies}: ${[...names, ...rest].join(', ')}.`]),
    ...besides,
  ].join(' ');
}

/** As many names as there is room for. */
export const listed = 5;
