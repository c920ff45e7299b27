import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { returnFromSignIn } from '../../../main/electron/return-from-sign-in.ts';
import { snapshotAt } from '../../contract/bridge/scripted-service.ts';

type Told = Pick<Snapshot, 'reauth' | 'lastReauth'>;

const open: Told = { reauth: { id: 'r1', startedAt: 0, from: 'settings' } };
const ended = (outcome: 'completed' | 'refused' | 'abandoned'): Told => ({ lastReauth: { at: 1, outcome, text: '' } });

/** How often the windows come forward while these follow each other. */
function countShown(...told: readonly Told[]): number {
  let current: Told = {};
  let tell = () => {};
  let shown = 0;
  const snapshots = {
    latest: () => ({ ...snapshotAt(1), ...current }),
    onChange: (listener: () => void) => {
      tell = listener;
      return () => {};
    },
  };
  returnFromSignIn(snapshots, () => {
    shown += 1;
  });
  for (const next of told) {
    current = next;
    tell();
  }
  return shown;
}

describe('coming back from the browser', () => {
  it.each(['completed', 'refused'] as const)('brings the windows forward once the sign-in is %s', (outcome) => {
    expect(countShown(open, open, ended(outcome), ended(outcome))).toBe(1);
  });

  it('brings nothing forward for a sign-in that was given up, or that never was', () => {
    expect(countShown(open, ended('abandoned'))).toBe(0);
    expect(countShown({}, ended('completed'), {})).toBe(0);
  });
});
