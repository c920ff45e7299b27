import type { Explanation, Handlers, ResultOf } from '../app/bridge/contract.ts';
import type { Emulator } from '../app/emulator.ts';
import { Refusal } from '../app/errors.ts';
import { explain } from '../app/explain/explain.ts';
import { normaliseAddress } from '../app/network/address.ts';
import { canonicalName } from '../app/network/destination.ts';
import { canonicalJson } from '../app/session/canonical-json.ts';
import type { SessionEvent } from '../app/session/event.ts';
import { judgeConnection } from '../app/session/judge.ts';
import type { Verdict } from '../app/session/verdict.ts';
import { writeInstant } from '../app/time/calendar.ts';
import type { Millis } from '../app/time/instant.ts';
import { inspectionOf, noticeOf } from '../app/view/inspect.ts';
import { journalEntries } from '../app/view/journal.ts';
import { nextNotable } from '../app/view/outlook.ts';
import { sentenceOf } from '../app/view/sentence.ts';
import { connectionStatus } from '../app/view/snapshot.ts';
import type { Snapshot } from '../app/view/snapshot-shape.ts';
import { sha256Hex } from './adapters/sha256.ts';
import type { Resolution } from './gateway/resolve-client.ts';
import type { Visit } from './gateway/visit.ts';
import type { Reauthentication } from './reauthentication.ts';
import type { LiveRun } from './run.ts';

export type HandlerParts = {
  readonly run: LiveRun;
  snapshot(): Snapshot;
  readonly reauthentication: Reauthentication;
  /** Goes through the real listener. */
  visit(url: string): Promise<Visit>;
  /** Asks the real DNS listener. */
  resolve(name: string, type: string): Promise<Resolution>;
  launch(): string;
  openInBrowser(url: string): Promise<void>;
};

/** Serves the contract with a running emulator. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { run, reauthentication } = parts;
  const { emulator } = run;
  return {
    snapshot: async () => parts.snapshot(),
    inspect: async () => {
      const snapshot = parts.snapshot();
      const { text } = sentenceOf(snapshot, snapshot.clock.now);
      return inspectionOf(emulator.state, snapshot, text, sha256Hex(canonicalJson(emulator.state)));
    },
    status: async () => statusOf(emulator),
    visit: async ({ url }) => {
      const { result, decided } = await watchDecision(emulator, isConnectionTo(url), () => parts.visit(url));
      return { url, ...result, explanation: explain(verdictOf(decided), hostOf(url)) };
    },
    resolve: async ({ name, type = 'A' }) => {
      const wanted = canonicalName(name);
      const isThis = (event: SessionEvent) => event.type === 'lookup-decided' && event.attempt.name === wanted;
      const { result, decided } = await watchDecision(emulator, isThis, () => parts.resolve(name, type));
      const { status, answers } = result;
      const explanation = explain(verdictOf(decided), `The name ${name}`);
      return { name, type: type.toUpperCase(), status, answers: [...answers], explanation };
    },
    explain: async ({ host, port, protocol, sni, at }) => {
      const attempt = { host, port, protocol, ...(sni === undefined ? {} : { facts: { sni } }) };
      const { verdict } = judgeConnection(emulator.state, attempt, at ?? emulator.now, { useCache: false });
      return explain({ ...verdict, notice: 'none' }, host);
    },
    'journal.explain': ({ id }) => explainEntry(run, id),
    'journal.page': ({ before, limit }) => pageJournal(run, before, limit),
    ...clockHandlers(emulator),
    'client.connect': () => submit(emulator, { type: 'connect-client' }),
    'client.disconnect': () => submit(emulator, { type: 'disconnect-client' }),
    'world.set': async ({ online, asleep, ...facts }) => {
      const device = { ...(online === undefined ? {} : { online }), ...(asleep === undefined ? {} : { asleep }) };
      const person = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
      if (Object.keys(device).length > 0) await submit(emulator, { type: 'change-device', ...device });
      if (Object.keys(person).length > 0) await submit(emulator, { type: 'change-person', facts: person });
      return {};
    },
    'flow.keep-busy': ({ id, keptBusy }) => submit(emulator, { type: 'keep-flow-busy', flowId: id, keptBusy }),
    notices: async () => emulator.state.notices.map(noticeOf),
    'notice.dismiss': () => submit(emulator, { type: 'dismiss-notice' }),
    'notice.click': ({ open }) => reauthentication.click(open),
    'reauth.start': ({ from, open }) => reauthentication.start(from, open),
    'reauth.wait': ({ reauthId, waitFor }) => reauthentication.wait(reauthId, waitFor),
    'reauth.cancel': async () => {
      reauthentication.cancel();
      return {};
    },
    open: async ({ launch = false }) => {
      const url = parts.launch();
      if (launch) await parts.openInBrowser(url);
      return { url };
    },
  };
}

type ClockHandlers = Pick<Handlers, Extract<keyof Handlers, `clock.${string}`>>;

function clockHandlers(emulator: Emulator): ClockHandlers {
  const show = async () => clockOf(emulator);
  const jump = async (to: Millis) => {
    await emulator.submit({ type: 'advance', to, jump: true });
    return clockOf(emulator);
  };
  return {
    'clock.show': show,
    'clock.freeze': () => emulator.submit({ type: 'freeze-clock' }).then(show),
    'clock.follow': ({ speed = 1 }) => emulator.submit({ type: 'follow-clock', speed }).then(show),
    'clock.advance': ({ by }) => jump(emulator.now + Math.round(by)),
    'clock.to': ({ at }) => jump(Math.round(at)),
    'clock.next': async ({ before = 0 }) => {
      const next = nextNotable(emulator.state, emulator.now);
      if (next === undefined) {
        throw new Refusal(
          'nothing-due',
          'Nothing is due: no check runs out and no flow idles. Advance the clock by a span instead.',
        );
      }
      return await jump(Math.max(emulator.now, next.at - before));
    },
  };
}

function clockOf(emulator: Emulator): ResultOf<'clock.show'> {
  const { clock } = emulator.state;
  const { now } = emulator;
  const next = nextNotable(emulator.state, now);
  return {
    now: writeInstant(now),
    mode: clock.mode,
    speed: clock.mode === 'following' ? clock.speed : 1,
    ...(next === undefined ? {} : { next: { at: writeInstant(next.at), what: next.what } }),
  };
}

async function submit(emulator: Emulator, command: Parameters<Emulator['submit']>[0]): Promise<Record<string, never>> {
  await emulator.submit(command);
  return {};
}

/** What `warp-cli status` would tell, and no more (DOMAIN.md §5.6 fact 37). */
function statusOf({ state }: Emulator): ResultOf<'status'> {
  const status = connectionStatus(state);
  if (status === 'Disconnected') return { status, reason: 'Manual Disconnection' };
  if (status === 'Connected') return { status };
  return { status, reason: state.session === undefined ? 'Registration Missing' : 'No network' };
}

type Decided = Extract<SessionEvent, { type: 'connection-decided' | 'lookup-decided' }>;

/** Does something and tells the first decision that fits, made meanwhile by the engine. */
async function watchDecision<T>(
  emulator: Emulator,
  fits: (event: SessionEvent) => boolean,
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly decided: Decided | undefined }> {
  let decided: Decided | undefined;
  const stop = emulator.onChange((_state, lines) => {
    const found = lines.flatMap(({ events }) => events).find(fits);
    if (found?.type === 'connection-decided' || found?.type === 'lookup-decided') decided ??= found;
  });
  try {
    return { result: await act(), decided };
  } finally {
    stop();
  }
}

function verdictOf(decided: Decided | undefined): Verdict {
  if (decided !== undefined) return decided.verdict;
  throw new Refusal('not-decided', 'The attempt did not reach the emulator’s listener. Try again.');
}

function isConnectionTo(url: string): (event: SessionEvent) => boolean {
  const host = hostOf(url);
  return (event) =>
    event.type === 'connection-decided' && event.by.kind === 'app' && canonicalName(event.attempt.host) === host;
}

function hostOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : url;
  return normaliseAddress(host) ?? canonicalName(host);
}

async function explainEntry({ log }: LiveRun, id: string): Promise<Explanation> {
  const [line, index] = id.split('.').map(Number);
  const { lines } = await log.readLines({ before: (line ?? 0) + 1, limit: 1 });
  const event = lines.find(({ n }) => n === line)?.events[index ?? -1];
  if (event?.type === 'connection-decided') return explain(event.verdict, event.attempt.host);
  if (event?.type === 'lookup-decided') return explain(event.verdict, `The name ${event.attempt.name}`);
  throw new Refusal('no-verdict', 'That entry is no attempt, so there is nothing to explain.');
}

async function pageJournal(
  { log }: LiveRun,
  before: string | undefined,
  limit: number,
): Promise<ResultOf<'journal.page'>> {
  const line = before === undefined ? undefined : Number(before.split('.')[0]);
  const page = await log.readLines({ before: line, limit });
  return { items: page.lines.flatMap(journalEntries), more: (page.lines[0]?.n ?? 1) > 1 };
}
