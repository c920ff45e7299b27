import { destinationAt } from '../network/destination.ts';
import { destinationBehind } from '../network/private-dns.ts';
import { schemeOf } from '../network/service.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import { judgeConnection } from '../session/judge.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { State } from '../session/state.ts';
import type { Verdict, VerdictClass } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { saySpan } from '../time/span.ts';
import { clientModeNames } from '../view/client-settings.ts';
import { sayWayIn, waysIn } from '../view/way-in.ts';
import { impossible, type OneTest, type Step } from './one-test.ts';
import type { Probe, Seen } from './probe.ts';

/** A test in words: one thing to do, and what each of its outcomes means. */
export type TestTold = {
  readonly do: string;
  readonly ifSo: string;
  /** One outcome a line. */
  readonly ifNot: string;
  /** The classes that it tells this one from. */
  readonly excludes: readonly VerdictClass[];
  /** Those that look the same in it. */
  readonly leaves: readonly VerdictClass[];
};

export type Place = { readonly state: State; readonly own: ConnectionAttempt; readonly at: Millis };

export function sayTest(test: OneTest, verdict: Pick<Verdict, 'class'>, place: Place): TestTold {
  const { steps, excludes, leaves } = test;
  return {
    do: `${capitalise(joinSteps(steps.map(({ probe }) => sayProbe(probe, place))))}.`,
    ifSo: `${capitalise(saySeen(steps, place))}: ${conclusion(verdict.class)}.${sayLeaves(leaves)}`,
    ifNot: sayOtherwise(test, place),
    excludes,
    leaves,
  };
}

function sayLeaves(leaves: readonly VerdictClass[]): string {
  return leaves.length === 0 ? '' : ` This alone does not tell it from ${sayCauses(leaves, 'or')}.`;
}

/** What each class is called when it is said to be the cause. */
const causes: Readonly<Record<VerdictClass, string>> = {
  none: 'nothing of WARP',
  session: 'the session',
  block: 'a Block policy',
  posture: 'the device’s posture',
  identity: 'who the person is',
  'split-tunnel': 'Split Tunnels',
  mode: 'the client’s mode',
  disconnected: 'a client that is switched off',
  offline: 'the device’s own network',
  dns: 'the name',
  origin: 'the service itself',
  registration: 'the registration',
  access: 'the Access application',
  'unknown-destination': 'an address that is not emulated',
};

function conclusion(cause: VerdictClass): string {
  if (cause === 'none') return 'nothing of WARP stands in the way; look at the program, its cache and the server';
  return `it is ${causes[cause]}`;
}

function sayCauses(classes: readonly VerdictClass[], word: 'and' | 'or'): string {
  return sayAll(
    classes.map((cause) => causes[cause]),
    word,
  );
}

/** `a`, `a or b`, `a, b or c`. */
function sayAll(items: readonly string[], word: 'and' | 'or'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

/** More causes than this are no help: they are all the others. */
const causesAtMost = 5;

/**
 * What each step shows otherwise, and what to look at then. The step that tells most comes first; what it tells apart is
 * not told again.
 */
function sayOtherwise({ steps, elsewhere }: OneTest, place: Place): string {
  const differs = (index: number) => elsewhere.filter(({ seen }) => seen[index] !== steps[index]?.seen);
  const order = [...steps.keys()].toSorted((a, b) => differs(b).length - differs(a).length);
  let open = elsewhere;
  return order
    .flatMap((index) => {
      const told = outcomesOf(index, steps, open, place);
      open = open.filter(({ seen }) => seen[index] === steps[index]?.seen);
      return told;
    })
    .join('\n');
}

function outcomesOf(
  index: number,
  steps: readonly Step[],
  worlds: OneTest['elsewhere'],
  place: Place,
): readonly string[] {
  const step = steps[index];
  if (step === undefined) return [];
  const byWords = new Map<string, Set<VerdictClass>>();
  for (const { cause, seen } of worlds) {
    const shown = seen[index] ?? impossible;
    if (shown === step.seen) continue;
    const words = sayOutcome({ probe: step.probe, seen: shown, here: step.seen }, place);
    byWords.set(words, (byWords.get(words) ?? new Set()).add(cause));
  }
  return [...byWords]
    .toSorted(([, a], [, b]) => b.size - a.size)
    .map(([words, brought]) => `${capitalise(words)}: ${sayPointer([...brought])}.`);
}

function sayPointer(classes: readonly VerdictClass[]): string {
  return classes.length > causesAtMost ? 'it is something else' : `look at ${sayCauses(classes, 'or')}`;
}

export function sayProbe(probe: Probe, place: Place): string {
  switch (probe.kind) {
    case 'status':
      return 'run `warp-cli status`';
    case 'settings':
      return 'run `warp-cli settings`, and read its mode and its list of hosts and IPs';
    case 'inspect':
      return `run \`warp-emu inspect\`, and look for ${probe.address} among the destinations`;
    case 'look-up':
      return `look up ${probe.name} (\`nslookup ${probe.name}\`)`;
    case 'ping':
      return `ping ${probe.host}`;
    case 'open':
      return `open ${sayTarget(probe.attempt, place)}${sayRule(probe.attempt, place)}`;
    case 'notice':
      return `open ${nameOf(probe.attempt, place)} while somebody watches for the client’s notice`;
    case 'sign-in':
      return `sign in again (${sayWay(place.state)}), then open ${sayTarget(probe.attempt, place)}`;
    case 'colleague':
      return `let ${personOf(probe.personId, place)}, signed in just now on a device in order, open ${nameOf(probe.attempt, place)}`;
    case 'mend-device':
      return `bring the device in order, so that the posture check ${sayAll(probe.checks, 'and')} passes, then open ${nameOf(probe.attempt, place)}`;
  }
}

function sayWay({ environment: { client } }: State): string {
  return `${sayWayIn(client.generation)} › ${waysIn[client.generation].at(-1)}`;
}

function personOf(personId: string, { state }: Place): string {
  const { people } = state.environment;
  return people[personId]?.name ?? personId;
}

/** What to open, and the command that does it on the device. */
function sayTarget(attempt: ConnectionAttempt, place: Place): string {
  return `${nameOf(attempt, place)}${howOf(attempt, place)} (\`${commandFor(attempt, place)}\`)`;
}

function commandFor({ host, port, protocol }: ConnectionAttempt, { state }: Place): string {
  const kind = placeOf(host, state)?.destination.ports[String(port)];
  const at = host.includes(':') ? `[${host}]` : host;
  if (protocol === 'icmp') return `ping ${host}`;
  if (protocol === 'udp' && kind === 'dns') return `nslookup example.com ${host}`;
  const scheme = schemeOf(kind);
  if (scheme === undefined) return `nc -v ${protocol === 'udp' ? '-u ' : ''}${host} ${port}`;
  const usual = scheme === 'http' ? 80 : 443;
  return `curl -k ${scheme}://${at}${port === usual ? '' : `:${port}`}/`;
}

/** A place as people call it. */
function nameOf({ host }: Pick<ConnectionAttempt, 'host'>, { state, own }: Place): string {
  return host === own.host ? host : (placeOf(host, state)?.destination.host ?? host);
}

/** Another place is tried by its address, which says so. */
function howOf(attempt: ConnectionAttempt, place: Place): string {
  return nameOf(attempt, place) === attempt.host ? '' : ' by its address';
}

function placeOf(host: string, { environment }: State) {
  return destinationAt(environment, host) ?? destinationBehind(environment, host);
}

/** Under which policy another destination stands, and what it allows. */
function sayRule(attempt: ConnectionAttempt, { state, own, at }: Place): string {
  if (attempt.host === own.host) return '';
  const { policy } = judgeConnection(state, attempt, at, { useCache: false }).verdict;
  if (policy === undefined) return '';
  const limit = rulesetOf(state.environment).find(policy.id)?.limit;
  const does = limit === undefined ? 'decides without a session check' : `allows for ${saySpan(limit)}`;
  return `, which “${policy.name}” ${does}`;
}

/** Steps hold commas of their own. */
function joinSteps(steps: readonly string[]): string {
  return steps.length < 3 ? steps.join(', and ') : `${steps.slice(0, -1).join('; ')}; and ${steps.at(-1)}`;
}

/** The outcomes of all steps, in one sentence. */
function saySeen(steps: readonly Step[], place: Place): string {
  return joinSteps(steps.map((step) => sayOutcome({ ...step, here: step.seen }, place)));
}

/** What a step shows, in words; `here`: what it shows in the world as it is. */
export function sayOutcome({ probe, seen, here }: Step & { readonly here: Seen }, place: Place): string {
  switch (probe.kind) {
    case 'status':
      return `the status is “${seen}”`;
    case 'settings':
      return seen === here ? saySettings(place) : 'the settings say otherwise';
    case 'inspect':
      return seen === 'listed' ? 'it stands there' : 'it does not stand there';
    case 'look-up':
      return lookups[seen] ?? (seen === here ? `the name resolves to ${seen}` : 'the name resolves to another address');
    case 'ping':
      return seen === 'answers' ? `${probe.host} replies` : `${probe.host} does not reply`;
    case 'notice':
      return seen === 'notice' ? 'the notice comes' : 'no notice comes';
    case 'open':
      return `${nameOf(probe.attempt, place)} ${outcomes[seen] ?? seen}`;
    case 'sign-in':
      if (seen === impossible) return 'the sign-in can’t be completed';
      return `after the sign-in ${nameOf(probe.attempt, place)} ${outcomes[seen] ?? seen}`;
    case 'colleague':
      if (seen === impossible) return `${personOf(probe.personId, place)} can’t sign in`;
      return `for ${personOf(probe.personId, place)} it ${outcomes[seen] ?? seen}`;
    case 'mend-device':
      return `on the mended device ${nameOf(probe.attempt, place)} ${outcomes[seen] ?? seen}`;
  }
}

const outcomes: Readonly<Record<Seen, string>> = {
  answers: 'answers',
  silence: 'connects and stays silent',
  'no-connection': 'does not connect',
  'no-name': 'is not found by its name',
};

const lookups: Readonly<Record<Seen, string>> = {
  'no-data': 'the name has no address',
  silence: 'the lookup gets no answer',
  'no-name': 'the lookup finds no such name',
};

/** The entry of Split Tunnels that takes the destination, where one does; else the mode. */
function saySettings({ state, own }: Place): string {
  const { client } = state.environment;
  const address = placeOf(own.host, state)?.destination.address ?? own.host;
  const { inTunnel, entry } = routeOf(client.splitTunnel, address, own.host);
  const mode = `the mode is ${clientModeNames[client.mode]}`;
  if (client.mode !== 'traffic-and-dns' && client.mode !== 'traffic-only') return mode;
  if (inTunnel) return entry === undefined ? `${mode}, no entry takes it out of the tunnel` : mode;
  return entry === undefined ? 'the Include list does not name it' : `the Exclude list names ${entry}`;
}

/** A sentence’s first letter; host names and addresses stay as they are. */
export function capitalise(text: string): string {
  return /^[^ ]*[.:]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
