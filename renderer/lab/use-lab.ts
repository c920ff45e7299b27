import { useState } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import type { Lab } from './lab-context.tsx';
import { type Attempt, keyOf, type Selection, standingKeyOf, subjectOf, urlOf } from './selection.ts';

export function useLabState(snapshot: Snapshot, now: Millis): Omit<Lab, 'editPolicy'> {
  const call = useCall();
  const [chosen, setChosen] = useState<Selection>();
  const [attempt, setAttempt] = useState<Attempt>();
  const selection = chosen ?? subjectOf(snapshot, now);

  const tryOut = async (on: Selection, ask: () => Promise<Pick<Attempt, 'seen' | 'explanation'> | undefined>) => {
    const started: Attempt = {
      selection: on,
      standing: standingKeyOf(snapshot, on, now),
      seen: undefined,
      explanation: undefined,
    };
    setChosen(on);
    setAttempt(started);
    const result = await ask();
    setAttempt((latest) => (latest === started ? result && { ...started, ...result } : latest));
  };

  return {
    selection,
    attempt: attempt && selection && isAbout(attempt, selection, snapshot, now) ? attempt : undefined,
    select: (next) => setChosen(next),
    visit: (destination) =>
      void tryOut({ kind: 'destination', name: destination.name }, () => call('visit', { url: urlOf(destination) })),
    resolve: (suffix, name) =>
      void tryOut({ kind: 'name', suffix }, async () => {
        const result = await call('resolve', { name });
        return result && { seen: sayAnswer(result), explanation: result.explanation };
      }),
  };
}

/** An attempt tells nothing once something else is selected or its destination fares differently. */
function isAbout(attempt: Attempt, selection: Selection, snapshot: Snapshot, now: Millis): boolean {
  if (keyOf(attempt.selection) !== keyOf(selection)) return false;
  return attempt.seen === undefined || attempt.standing === standingKeyOf(snapshot, selection, now);
}

/** What the stub resolver saw, in words. */
export function sayAnswer(result: { name: string; status: string; answers: readonly string[] }): string {
  if (result.status === 'TIMEOUT') return `No answer to ${result.name}: the query timed out.`;
  const answers = result.answers.length === 0 ? '' : `: ${result.answers.join(', ')}`;
  return `${result.status} for ${result.name}${answers}.`;
}
