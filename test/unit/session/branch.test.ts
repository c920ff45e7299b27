import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import { worldOf } from '../../../app/session/branch.ts';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import { decide } from '../../../app/session/decide.ts';
import { stateAt } from '../../../app/session/past.ts';
import { foldLog, replayLog } from '../../../app/session/replay.ts';
import type { State } from '../../../app/session/state.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const lookups = { lookups: { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' } };

/** The first line of a run that branches off. */
function branchFrom(state: State): LogLine {
  const command = {
    type: 'branch-run',
    origin: { run: 'run-20260302-1', at: state.at, checkpoint: 'checkpoint-00000001' },
    state,
  } as const;
  return { n: 1, at: state.at, command, events: decide(undefined, command, state.at) };
}

const typesOf = ({ events }: LogLine) => events.map(({ type }) => type);

describe('a branch', () => {
  it('begins with the state it branched off, and says where that was', () => {
    const run = story(world({ actors: lookups }));
    run.connect(past('3d'));
    const line = branchFrom(run.state);
    const state = foldLog([line]);
    expect(typesOf(line)).toEqual(['run-branched']);
    expect(state?.origin).toEqual({ run: 'run-20260302-1', at: run.state.at, checkpoint: 'checkpoint-00000001' });
    expect(canonicalJson(worldOf(state as State))).toBe(canonicalJson(worldOf(run.state)));
  });

  it('stands still where the run before went on by itself', () => {
    const run = story(world());
    run.tell(past('1h'), { type: 'follow-clock', speed: 60 });
    const state = foldLog([branchFrom(run.state)]);
    expect(state?.clock).toEqual({ mode: 'frozen' });
    expect(state?.at).toBe(past('1h'));
  });

  it('ends what has its other end in the run before: connections, a sign-in, the notice on the screen', () => {
    const run = story(world());
    run.connect(past('167h'), {}, { hold: true, keptBusy: true });
    run.connect(past('168h'));
    run.tell(past('168h1m'), { type: 'start-reauth', from: 'settings' });
    const line = branchFrom(run.state);
    expect(typesOf(line)).toEqual(['run-branched', 'flow-closed', 'reauth-abandoned', 'notice-withdrawn']);
    const state = foldLog([line]);
    expect({ flows: state?.flows, reauth: state?.reauth }).toEqual({ flows: {}, reauth: undefined });
    expect(state?.notices.map(({ fate }) => fate)).toEqual(['withdrawn']);
  });

  it('does not bring the notice again that was spent before it', () => {
    const run = story(world());
    run.connect(past('168h'));
    const branch = [branchFrom(run.state)];
    const state = foldLog(branch) as State;
    const attempt = { host: '10.20.0.30', port: 22, protocol: 'tcp' } as const;
    const command = { type: 'request-connection', attempt, by: { kind: 'app' }, hold: false } as const;
    expect(decide(state, command, past('169h')).map(({ type }) => type)).toEqual(['connection-decided']);
  });

  it('is decided again to the same events, from its first line on', () => {
    const run = story(world({ actors: lookups }));
    run.connect(past('167h'), {}, { hold: true });
    const first = JSON.parse(JSON.stringify(branchFrom(run.state))) as LogLine;
    const command = { type: 'advance', to: past('170h'), jump: true } as const;
    const second = { n: 2, at: first.at, command, events: decide(foldLog([first]), command, first.at) };
    expect(replayLog([first, second])).toMatchObject({ same: true });
    const forged = { ...first, events: first.events.filter(({ type }) => type !== 'flow-closed') };
    expect(replayLog([forged, second])).toMatchObject({ same: false, line: { n: 1 } });
  });

  it('of a branch comes of that branch', () => {
    const run = story(world());
    run.connect(past('1h'));
    const middle = foldLog([branchFrom(run.state)]) as State;
    const command = { type: 'branch-run', origin: { run: 'run-20260302-2', at: middle.at }, state: middle } as const;
    const line = { n: 1, at: middle.at, command, events: decide(undefined, command, middle.at) };
    expect(foldLog([line])?.origin).toEqual({ run: 'run-20260302-2', at: middle.at });
  });
});

describe('the state at a moment of the past', () => {
  const walked = () => {
    const run = story(world({ person: { atDesk: false }, actors: lookups }));
    run.connect(past('1h'), {}, { hold: true, keptBusy: true });
    run.tell(past('1h'), { type: 'advance', to: past('200h'), jump: true });
    return run;
  };

  it('is that of a run that had been stopped there, in the midst of a jump', () => {
    const whole = walked();
    for (const span of ['1h', '5h', '100h17m', '167h59m59s', '168h', '168h40s', '199h']) {
      const stopped = story(world({ person: { atDesk: false }, actors: lookups }));
      stopped.connect(past('1h'), {}, { hold: true, keptBusy: true });
      stopped.tell(past('1h'), { type: 'advance', to: past(span), jump: true });
      const there = stateAt(whole.lines, past(span));
      // Only how the attempts were gathered into events may differ, and that leaves no trace in the state.
      expect(canonicalJson(there), span).toBe(canonicalJson(stopped.state));
    }
  });

  it('is not known before the first line', () => {
    expect(stateAt(walked().lines, past('0s') - 1)).toBeUndefined();
  });

  it('is found from a state on the way as well', () => {
    const { lines } = walked();
    const [begin, ...rest] = lines;
    const from = foldLog([begin as LogLine]) as State;
    expect(canonicalJson(stateAt(rest, past('120h'), from))).toBe(canonicalJson(stateAt(lines, past('120h'))));
    expect(stateAt(rest, from.at - 1, from)).toBeUndefined();
  });
});
