import { DecodeError, Refusal } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import type { Command } from '../session/command.ts';
import { carryOut, type Outcome } from '../session/decide.ts';
import type { SessionEvent } from '../session/event.ts';
import type { State } from '../session/state.ts';
import { sayInstant } from '../time/calendar.ts';
import { checkEnvironment } from './check-environment.ts';
import { type FoundLiteral, findLiteral } from './find-literal.ts';
import { gistOf, type Translation } from './gist.ts';
import type { KeptSince, Rewriter } from './make-bundle.ts';
import { redactCommand } from './redact-command.ts';
import { redactState } from './redact-state.ts';
import { Renamer, wordsOf } from './renamer.ts';

/** Learns what words there are in a run, so that none of them is given to anything else. */
export class RunWords {
  readonly #words = new Set<string>();

  take(what: LogLine | KeptSince): void {
    // What is logged of an attempt is in its command; events of an edit or a sign-in hold nothing that no command does.
    const told = 'command' in what ? what.command : what.state;
    if (told !== undefined) for (const word of wordsOf(JSON.stringify(told))) this.#words.add(word);
  }

  rewriter(keep: readonly string[]): Rewriter {
    return new RunRedactor(this.#words, keep);
  }
}

/** What is left out, and what is still there, as a bundle says of itself. */
const dropped = [
  ...['descriptions', 'sources', 'import warnings', 'texts of DNS records', 'queries that no policy reads'],
  ...['secrets', 'an outside identity provider', 'what notification services said'],
];
const stays = [
  ...['IP addresses', 'ports', 'times and durations', 'operators and fields of policies'],
  ...['whole words such as internal, local, com, example'],
];

class RunRedactor implements Rewriter {
  readonly redaction: Rewriter['redaction'];
  readonly #words: ReadonlySet<string>;
  readonly #renamer: Renamer;
  readonly #translation: Translation;
  #state: State | undefined;

  constructor(words: ReadonlySet<string>, keep: readonly string[]) {
    this.#words = words;
    this.#renamer = new Renamer(words, keep);
    const renamer = this.#renamer;
    this.#translation = {
      policy: (id) => renamer.number('policy', id),
      application: (name) => renamer.number('application', name),
    };
    this.redaction = { is: 'redacted', kept: [...keep], stays, dropped };
  }

  get renamed(): number {
    return this.#renamer.count;
  }

  begin(state: State): State {
    this.#state = redactState(state, this.#renamer);
    this.#holdToEnvironment(this.#state);
    return this.#state;
  }

  line(was: State | undefined, line: LogLine): ReturnType<Rewriter['line']> {
    const { n, at } = line;
    const command = redactCommand(line.command, { was, redacted: this.#state }, at, this.#renamer);
    const { events, state } = this.#decide(command, line, was);
    if (command.type === 'start-run' || command.type === 'branch-run') this.#holdToEnvironment(state);
    this.#state = state;
    return { line: { n, at, command, events }, state };
  }

  #decide(command: Command, line: LogLine, was: State | undefined): Outcome {
    let outcome: Outcome;
    try {
      outcome = carryOut(this.#state, command, line.at);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      throw differs(line, `it would be refused: ${fault.message}`, undefined);
    }
    const expected = line.events.map((event) => gistOf(event, this.#translation));
    const got = outcome.events.map((event) => gistOf(event, asItIs));
    const index = Math.max(expected.length, got.length) === 0 ? -1 : firstUnequal(expected, got);
    if (index !== -1) throw this.#refuse(line, outcome.events, index, was);
    return outcome;
  }

  #refuse(line: LogLine, got: readonly SessionEvent[], index: number, was: State | undefined): Refusal {
    const [expected, instead] = [line.events[index], got[index]];
    const said = `it was ${sayEvent(expected)}, and would be ${sayEvent(instead)}`;
    const deciding = [policyOf(expected), this.#originalOf(policyOf(instead), was)];
    const ids = deciding.filter((id) => id !== undefined);
    const all = was?.environment.policies.map(({ id }) => id) ?? [];
    return differs(line, said, was && findLiteral(was, ids.length > 0 ? ids : all, this.#words));
  }

  /** The id that a policy has in the run itself. */
  #originalOf(id: string | undefined, was: State | undefined): string | undefined {
    if (id === undefined) return undefined;
    return was?.environment.policies.find((policy) => this.#translation.policy(policy.id) === id)?.id;
  }

  #holdToEnvironment({ environment }: State): void {
    try {
      checkEnvironment(environment, 'environment');
    } catch (fault) {
      if (!(fault instanceof DecodeError)) throw fault;
      throw new Refusal(
        'not-redacted',
        `Other names don’t fit everywhere: ${fault.faults[0]?.path}: ${fault.faults[0]?.message}. Keep those with --keep, or export all with --whole.`,
      );
    }
  }
}

const asItIs: Translation = { policy: (id) => id, application: (name) => name };

function firstUnequal(expected: readonly unknown[], got: readonly unknown[]): number {
  const [longer, other] = expected.length >= got.length ? [expected, got] : [got, expected];
  return longer.findIndex((one, index) => JSON.stringify(one) !== JSON.stringify(other[index]));
}

function policyOf(event: SessionEvent | undefined): string | undefined {
  if (event?.type === 'notice-due') return event.policyId;
  return event?.type === 'connection-decided' || event?.type === 'lookup-decided'
    ? event.verdict.policy?.id
    : undefined;
}

function sayEvent(event: SessionEvent | undefined): string {
  if (event === undefined) return 'nothing';
  if (event.type !== 'connection-decided' && event.type !== 'lookup-decided') return event.type;
  const { outcome, class: cause, policy } = event.verdict;
  const by = policy === undefined ? 'without a policy' : `by “${policy.name}”`;
  return `${cause === 'none' ? outcome : `${outcome} (${cause})`} ${by}`;
}

function differs({ n, at, command }: LogLine, said: string, found: FoundLiteral | undefined): Refusal {
  const place = `Line ${n} (${command.type}, ${sayInstant(at)})`;
  const why = found === undefined ? '' : ` The policy “${found.policy}” asks for “${found.literal}”, which may be why.`;
  const keep = found === undefined ? [] : [found.keep ?? found.literal];
  const remedy = keep.length === 0 ? 'Keep names with --keep' : `Keep it: --keep ${JSON.stringify(keep[0])}`;
  return new Refusal(
    'not-redacted',
    `${place} does not come out the same under other names: ${said}.${why} ${remedy}; or export everything with --whole.`,
  );
}
