import type { BridgeError } from '../../app/bridge/channel.ts';
import { type JournalKind, journalKinds } from '../../app/view/journal-kinds.ts';

/** What can be listened to: states, expiries, and what the journal tells. */
export const eventKinds = ['snapshot', 'revision', 'expiry', ...journalKinds] as const;

export type EventKind = (typeof eventKinds)[number];

/** The latest entry that somebody has heard; ids of events are written `RUN/LINE.INDEX`. */
export type EventPlace = { readonly run: string; readonly line: number; readonly index: number };

export type EventQuestion = {
  readonly kinds: ReadonlySet<EventKind>;
  readonly journal: readonly JournalKind[];
  /** `start` is the beginning of the run; absent is now. */
  readonly after?: EventPlace | 'start';
};

/** Reads `?kinds=` and, of those who come back, `Last-Event-ID` or `?after=`. Without kinds it is the snapshot. */
export function readEventQuestion(
  kinds: string | undefined,
  after: string | undefined,
): EventQuestion | { readonly error: BridgeError } {
  const named = (kinds ?? 'snapshot').split(',').map((kind) => kind.trim());
  const unknown = named.find((kind) => !isKind(kind));
  if (unknown !== undefined) {
    const message = `There is no kind of event “${unknown.slice(0, 80)}”. There are ${eventKinds.join(', ')}.`;
    return { error: { code: 'bad-request', message, path: 'kinds' } };
  }
  const wanted = new Set(named.filter(isKind));
  const question = { kinds: wanted, journal: journalKinds.filter((kind) => wanted.has(kind)) };
  if (after === undefined || after === '') return question;
  const place = after === 'start' ? after : readPlace(after);
  if (place !== undefined) return { ...question, after: place };
  const message = 'It is the id of an event, such as `RUN/412.0`, or `start` for the beginning of the run.';
  return { error: { code: 'bad-request', message, path: 'after' } };
}

export function writePlace({ run, line, index }: EventPlace): string {
  return `${run}/${line}.${index}`;
}

export function placeOfEntry(run: string, id: string): EventPlace {
  const [line = 0, index = 0] = id.split('.').map(Number);
  return { run, line, index };
}

function isKind(text: string): text is EventKind {
  return (eventKinds as readonly string[]).includes(text);
}

function readPlace(text: string): EventPlace | undefined {
  const [, run, line, index] = /^([\w.:-]{1,200})\/(\d{1,15})\.(-1|\d{1,15})$/.exec(text) ?? [];
  return run === undefined ? undefined : { run, line: Number(line), index: Number(index) };
}
