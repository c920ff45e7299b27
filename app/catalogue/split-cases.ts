import { type Probe, playProbe, type Seen } from '../explain/probe.ts';
import { costs, probesAtHand } from '../explain/probes-at-hand.ts';
import { targetOf } from '../explain/repaired-world.ts';
import { capitalise, type Place, sayOutcome, sayProbe } from '../explain/say-test.ts';
import { judgeConnection } from '../session/judge.ts';
import type { CaseMoment } from './case-moment.ts';
import type { Case } from './find-cases.ts';
import { readWords } from './read-words.ts';

/** One thing to do, and what it shows in each of two cases. */
export type Split = {
  readonly do: string;
  readonly first: string;
  readonly second: string;
  /** Whether the engine tried it in the worlds of both; else it is a question to whoever has the trouble. */
  readonly isTried: boolean;
};

/** Another place than the one that fails says less of why that one does. */
const elsewhere = 2;

/**
 * The cheapest test that shows in one case what it does not in the other: the engine tries what is at hand in the worlds of
 * both, at the moment of their symptoms. `undefined`: nothing on the device tells them apart.
 */
export function splitCases(first: CaseMoment, second: CaseMoment): Split | undefined {
  for (const probe of inOrder(first, second)) {
    const here = playProbe(first.state, probe, first.at);
    const there = playProbe(second.state, probe, second.at);
    if (here === undefined || there === undefined || here === there) continue;
    return {
      do: `${capitalise(sayProbe(probe, placeOf(first)))}.`,
      first: sayShown(probe, here, first, first),
      second: sayShown(probe, there, second, first),
      isTried: true,
    };
  }
  return undefined;
}

/** What is at hand in either case, each once, the cheapest first; the same whichever case is named first. */
function inOrder(first: CaseMoment, second: CaseMoment): readonly Probe[] {
  const ranked = new Map<string, { readonly probe: Probe; readonly cost: number; readonly place: number }>();
  for (const probes of [probesOf(first), probesOf(second)]) {
    for (const [place, probe] of probes.entries()) {
      const text = JSON.stringify(probe);
      const known = ranked.get(text)?.place ?? place;
      ranked.set(text, { probe, cost: costOf(probe, [first, second]), place: Math.min(known, place) });
    }
  }
  return [...ranked]
    .toSorted(([a, one], [b, other]) => one.cost - other.cost || one.place - other.place || (a < b ? -1 : 1))
    .map(([, { probe }]) => probe);
}

function probesOf({ state, attempt, at }: CaseMoment): readonly Probe[] {
  const { verdict } = judgeConnection(state, attempt, at, { useCache: false });
  return probesAtHand(state, targetOf(state, attempt), { ...verdict, notice: 'none' }, at);
}

function costOf(probe: Probe, moments: readonly CaseMoment[]): number {
  const isElsewhere = probe.kind === 'open' && moments.every(({ attempt }) => attempt.host !== probe.attempt.host);
  return costs[probe.kind] + (isElsewhere ? elsewhere : 0);
}

/** Places are called as in the question; of settings it is the own place that counts. */
function sayShown(probe: Probe, seen: Seen, moment: CaseMoment, asked: CaseMoment): string {
  const own = probe.kind === 'settings' ? moment.attempt : asked.attempt;
  return capitalise(sayOutcome({ probe, seen, here: seen }, { ...placeOf(moment), own }));
}

function placeOf({ state, attempt, at }: CaseMoment): Place {
  return { state, own: attempt, at };
}

/** For cases that look the same on the device, since they differ in how they came about only. */
export function askBetween(first: Case, second: Case): Split {
  return {
    do: 'Nothing on the device tells these two apart. Ask which of them was seen.',
    first: `“${ownSymptom(first, second)}”`,
    second: `“${ownSymptom(second, first)}”`,
    isTried: false,
  };
}

/** The symptom that the other case says least of. */
function ownSymptom({ symptoms, title }: Case, other: Case): string {
  const words = new Set(readWords([...other.symptoms, other.title].join(' ')));
  const shared = (symptom: string) => {
    const own = readWords(symptom);
    return own.filter((word) => words.has(word)).length / Math.max(1, own.length);
  };
  return symptoms.toSorted((a, b) => shared(a) - shared(b))[0] ?? title;
}
