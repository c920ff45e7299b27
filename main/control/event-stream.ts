import { type BridgeService, pushSnapshots } from '../../app/bridge/server.ts';
import type { Millis } from '../../app/time/instant.ts';
import { type EventPlace, type EventQuestion, writePlace } from './event-question.ts';
import { watchExpiries } from './expiry-watch.ts';
import { JournalFollower, latestPlace } from './journal-follower.ts';

/** A stream in which nothing happens is cut off by proxies, and its reader's end is not noticed. */
const heartbeat: Millis = 15_000;

/**
 * Server-sent events of what was asked for, from the moment at which this resolves. The first frame has an id only, so
 * that whoever is cut off at once can come back to it.
 */
export async function streamEvents(
  service: BridgeService,
  question: EventQuestion,
): Promise<ReadableStream<Uint8Array>> {
  const { kinds, journal, after } = question;
  const page = service.handlers['journal.page'];
  const isPlaced = journal.length > 0 || kinds.has('expiry');
  const latest = isPlaced ? await latestPlace(page) : undefined;
  const place = after === 'start' ? latest && { ...latest, line: 0, index: -1 } : (after ?? latest);
  const isBack = after !== undefined && place !== undefined && latest?.run === place.run;
  const since = kinds.has('expiry') && isBack ? await instantOf(service, place) : undefined;

  const encoder = new TextEncoder();
  const stops: (() => void)[] = [];
  let makeRoom = () => {};
  return new ReadableStream({
    start(controller) {
      const write = (frame: string) => controller.enqueue(encoder.encode(frame));
      const isFull = () => (controller.desiredSize ?? 0) <= 0;
      const waitForRoom = async () => {
        while (isFull()) {
          await new Promise<void>((resolve) => {
            makeRoom = resolve;
          });
        }
      };
      write(place === undefined ? ': listening\n\n' : `id: ${writePlace(place)}\n\n`);
      stops.push(beat(service, write));
      if (kinds.has('snapshot')) {
        const send = (frame: string) => write(`event: snapshot\ndata: ${frame}\n\n`);
        stops.push(pushSnapshots({ send, buffered: () => (isFull() ? 1 : 0) }, service));
      }
      if (kinds.has('revision')) stops.push(tellRevisions(service, write));
      if (kinds.has('expiry')) {
        const tell = (expiry: object) => write(`event: expiry\ndata: ${JSON.stringify(expiry)}\n\n`);
        stops.push(watchExpiries(service, tell, since));
      }
      if (journal.length > 0 && place !== undefined) {
        stops.push(tellJournal(service, new JournalFollower(page, journal, place), write, waitForRoom));
      }
    },
    pull: () => makeRoom(),
    cancel: () => {
      makeRoom();
      for (const stop of stops) stop();
    },
  });
}

function beat({ schedule }: BridgeService, write: (frame: string) => void): () => void {
  let cancel = () => {};
  const next = () => {
    cancel = schedule(heartbeat, () => {
      write(': still here\n\n');
      next();
    });
  };
  next();
  return () => cancel();
}

function tellRevisions({ snapshots }: BridgeService, write: (frame: string) => void): () => void {
  let told: number | undefined;
  const tell = () => {
    const { revision } = snapshots.latest();
    if (revision !== told) write(`event: revision\ndata: ${JSON.stringify({ revision })}\n\n`);
    told = revision;
  };
  tell();
  return snapshots.onChange(tell);
}

function tellJournal(
  { snapshots, onFault }: BridgeService,
  follower: JournalFollower,
  write: (frame: string) => void,
  waitForRoom: () => Promise<void>,
): () => void {
  let isStopped = false;
  const tell = async () => {
    for await (const told of follower.news()) {
      await waitForRoom();
      if (isStopped) return;
      const [event, data] =
        'entry' in told ? (['journal', told.entry] as const) : (['run', { run: told.run }] as const);
      write(`id: ${writePlace(told.place)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  };
  // Changes meanwhile are met by one more reading.
  let waiting = 0;
  let work = Promise.resolve();
  const wake = () => {
    if (waiting > 0) return;
    waiting += 1;
    work = work
      .then(() => {
        waiting -= 1;
        return isStopped ? undefined : tell();
      })
      .catch((fault: unknown) => onFault(fault, 'events'));
  };
  const unsubscribe = snapshots.onChange(wake);
  wake();
  return () => {
    isStopped = true;
    unsubscribe();
  };
}

/** When the entry at a place happened; the beginning of the run for a place ahead of all. */
async function instantOf({ handlers, snapshots }: BridgeService, { line, index }: EventPlace): Promise<Millis> {
  if (line === 0) return snapshots.latest().run.startedAt;
  const { items } = await handlers['journal.page']({ before: `${line + 1}.0`, limit: 50 });
  return items.find(({ id }) => id === `${line}.${index}`)?.at ?? snapshots.latest().clock.now;
}
