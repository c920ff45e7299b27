import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { JournalEntry, Snapshot } from '../../app/view/snapshot-shape.ts';
import type { EventKind } from '../control/event-question.ts';
import type { Expiry } from '../control/expiry-watch.ts';
import { type ApiPlace, askApi, goneAway } from './api.ts';

export type EventsOptions = {
  /** `snapshot`, `revision`, `expiry`, or kinds of the journal: `notices`, `refused`, `sign-ins` and so on. */
  readonly kinds: readonly EventKind[];
  /** The id of an event: all that came after it. `start`: all of the run. Absent: from now on. */
  readonly after?: string;
  readonly signal?: AbortSignal;
};

/** `id` is there on what can be come back to. */
export type EmulatorEvent =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'revision'; readonly revision: number }
  | ({ readonly type: 'expiry' } & Expiry)
  | { readonly type: 'journal'; readonly id: string; readonly entry: JournalEntry }
  /** Another run has taken over. */
  | { readonly type: 'run'; readonly id: string; readonly run: string };

/** Listens from the moment at which this resolves. What is not read waits; ending the loop ends the listening. */
export async function listen(
  place: ApiPlace,
  { kinds, after, signal }: EventsOptions,
): Promise<AsyncGenerator<EmulatorEvent, void, undefined>> {
  const query = new URLSearchParams({ kinds: kinds.join(), ...(after === undefined ? {} : { after }) });
  const response = await askApi(place, { path: `events?${query}` });
  const stop = () => response.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();

  async function* read(): AsyncGenerator<EmulatorEvent, void, undefined> {
    const come: EmulatorEvent[] = [];
    const parser = createParser({ onEvent: (message) => come.push(decode(message)) });
    try {
      for await (const chunk of response.setEncoding('utf8')) {
        parser.feed(chunk as string);
        yield* come.splice(0);
      }
    } catch {
      // However it was cut off is told below.
    } finally {
      stop();
      signal?.removeEventListener('abort', stop);
    }
    if (signal?.aborted !== true) throw goneAway(place.url);
  }
  return read();
}

function decode({ event, id = '', data }: EventSourceMessage): EmulatorEvent {
  const told = JSON.parse(data);
  switch (event) {
    case 'journal':
      return { type: 'journal', id, entry: told };
    case 'run':
      return { type: 'run', id, run: told.run };
    case 'revision':
      return { type: 'revision', revision: told.revision };
    case 'expiry':
      return { type: 'expiry', ...told };
    default:
      return { type: 'snapshot', snapshot: told.snapshot };
  }
}
