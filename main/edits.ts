import type { ResultOf } from '../app/bridge/contract.ts';
import type { Emulator } from '../app/emulator.ts';
import { type Change, changesBetween } from '../app/environment/change.ts';
import type { Environment } from '../app/environment/environment.ts';
import { shorten } from '../app/environment/say-issue.ts';
import { describeChanges } from '../app/explain/describe-changes.ts';
import { countFindings, newFindings, plannedFindings } from '../app/lint/planned-findings.ts';
import { plannedEnvironment } from '../app/session/edit.ts';
import { writeInstant } from '../app/time/calendar.ts';

/** It stands on buttons, and in every snapshot. */
const longestSaid = 200;

export type EditResult = ResultOf<'environment.apply'>;

export type EditOptions = {
  /** At once, and with it everything that is on its way. */
  readonly now: boolean;
  /** What was done, in words; worked out from the changes unless told. */
  readonly said?: string;
};

/** Changes of the environment of the run that goes on. */
export type Edits = {
  /** The environment with every edit in it, those on their way too. */
  planned(): Environment;
  /** Makes the environment equal to another. */
  apply(next: Environment, options: EditOptions): Promise<EditResult>;
};

export function createEdits(emulator: Emulator): Edits {
  const planned = () => plannedEnvironment(emulator.state);
  return {
    planned,
    apply: async (next, { now, said }) => {
      const before = planned();
      const changes = changesBetween(before, next);
      const found = plannedFindings(emulator.state);
      const fromNextRun = placesFromNextRun(changes);
      if (changes.length === 0) return { fromNextRun };
      const events = await emulator.submit({
        type: 'edit-environment',
        changes,
        said: shorten(said ?? describeChanges(before, changes), longestSaid),
        now,
        basedOn: emulator.state.edits.count,
      });
      const edited = events.find((event) => event.type === 'environment-edited');
      if (edited?.type !== 'environment-edited') throw new Error('an edit was not booked');
      const takesEffectAt = Math.max(edited.at, ...edited.parts.map((part) => part.takesEffectAt));
      const { errors, warnings } = countFindings(newFindings(found, plannedFindings(emulator.state)));
      return {
        ...{ said: edited.edit.said, takesEffectAt: writeInstant(takesEffectAt), fromNextRun },
        ...(errors + warnings === 0 ? {} : { newFindings: { errors, warnings } }),
      };
    },
  };
}

/** Places of changes that count at the start of a run only. */
export function placesFromNextRun(changes: readonly Change[]): string[] {
  return changes.map(({ path }) => path.join('.')).filter(countsAtStart);
}

/** What a run takes from its environment once, when it begins. */
function countsAtStart(path: string): boolean {
  return /^(clock\.startAt|person(\.|$)|client\.connected$|device\.registeredTo$)/.test(path);
}
