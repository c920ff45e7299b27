import { Refusal } from '../../app/errors.ts';
import { writeSpan } from '../../app/time/span.ts';
import type { LoadedScenario } from '../files/load-scenario.ts';

export function tooLate(at: number): Refusal {
  return new Refusal(
    'step-is-past',
    `The clock of this run was moved past +${writeSpan(at)}, when the next step was to be played. Start the scenario again, or branch this run at an earlier moment.`,
  );
}

export function noSuchBranch(name: string, { branches = {} }: LoadedScenario['scenario']): Refusal {
  const names = Object.keys(branches);
  const there = names.length === 0 ? 'It has none.' : `There are ${names.map((one) => `“${one}”`).join(', ')}.`;
  return new Refusal('no-such-branch', `The scenario has no branch “${name.slice(0, 80)}”. ${there}`);
}

export function notKeptYet(branch: string, from: string): Refusal {
  return new Refusal(
    'branch-waits',
    `The branch “${branch}” goes on from “${from}”, which no step has kept yet. Play on until it is.`,
  );
}
