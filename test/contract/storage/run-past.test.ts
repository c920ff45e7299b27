import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Emulator } from '../../../app/emulator.ts';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import type { State } from '../../../app/session/state.ts';
import { readLastState, readPast } from '../../../main/adapters/run-past.ts';
import { past, world } from '../../support/worlds.ts';
import { freshRun, openTestRun } from './fixtures.ts';

/** A run of several segments, and its state at each full hour. */
async function longRun() {
  const { directory, runId } = await freshRun();
  let emulator: Emulator | undefined;
  const log = await openTestRun(directory, runId, {
    maxLines: 4,
    snapshotState: () => emulator && { after: emulator.revision, state: emulator.state },
  });
  emulator = new Emulator({ log, time: { now: () => 0 } });
  await emulator.submit({ type: 'start-run', environment: world() });
  const states: State[] = [];
  for (let hour = 1; hour <= 20; hour += 1) {
    await emulator.submit({ type: 'advance', to: past(`${hour}h`), jump: true });
    states.push(emulator.state);
  }
  return { directory, runId, states };
}

describe('the past of a run', () => {
  it('is found in whichever segment it lies, while the run goes on', async () => {
    const { directory, runId, states } = await longRun();
    for (const state of states) {
      const found = await readPast(directory, runId, state.at);
      expect('state' in Object(found) && canonicalJson((found as { state: State }).state)).toBe(canonicalJson(state));
    }
    expect(canonicalJson(await readLastState(directory, runId))).toBe(canonicalJson(states.at(-1)));
  });

  it('that was before its beginning is told from what is no longer kept', async () => {
    const { directory, runId } = await longRun();
    expect(await readPast(directory, runId, past('0s') - 1)).toMatchObject({
      tooEarly: { isWhole: true, state: { at: past('0s') } },
    });
    await rm(join(directory, 'runs', runId, 'segment-000001.jsonl'));
    expect(await readPast(directory, runId, past('1h'))).toMatchObject({
      tooEarly: { isWhole: false, state: { at: past('3h') } },
    });
    expect(await readPast(directory, runId, past('3h'))).toMatchObject({ state: { at: past('3h') } });
  });

  it('of a run that is not there is nothing', async () => {
    const { directory } = await freshRun();
    expect(await readPast(directory, 'run-20261123-9', 0)).toBe('nothing-kept');
    expect(await readLastState(directory, 'run-20261123-9')).toBeUndefined();
  });
});
