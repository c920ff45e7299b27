import { describe, expect, it } from 'vitest';
import { decodeBy } from '../../../app/environment/decode-environment.ts';
import { playScenario } from '../../../app/scenario/play.ts';
import { scenarioFileShape } from '../../../app/scenario/scenario.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';

const base = await loadEnvironmentFile('examples/acme/one-policy.environment.yaml');
const locked = { ...base, client: { ...base.client, switchLocked: true, adminOverride: 3_600_000 } };

async function play(rest: object, environment = base) {
  const file = { version: 1, id: 'x', title: 'x', environment: 'x.yaml', ...rest };
  return (await playScenario(decodeBy(scenarioFileShape, file), environment, sha256Hex)).report;
}
const ok = { verdict: 'ok' };

describe('a step', () => {
  it('is repeated so many times, or until an instant, each at its own', async () => {
    const { steps } = await play({
      steps: [
        { at: '1h', repeat: { every: '1h', times: 3 }, do: { clock: 'show' } },
        { at: '5h', repeat: { every: '30m', until: '6h' }, do: { clock: 'show' } },
      ],
    });
    expect(steps.map(({ at }) => at)).toEqual(['+1h', '+2h', '+3h', '+5h', '+5h30m', '+6h']);
  });

  it('that repeats goes on between those below it', async () => {
    const { steps } = await play({
      steps: [
        { at: '1h', repeat: { every: '2h', times: 2 }, do: { clock: 'show' } },
        { at: '2h', do: { device: 'sleep' } },
      ],
    });
    expect(steps.map(({ at }) => at)).toEqual(['+1h', '+2h', '+3h']);
  });

  it('can’t repeat without end', async () => {
    await expect(
      play({ steps: [{ at: '0s', repeat: { every: '1s', until: '1000h' }, do: { clock: 'show' } }] }),
    ).rejects.toThrow(/steps\[0\]\.repeat: the steps come to more than 20000/);
    await expect(
      play({ steps: [{ at: '0s', repeat: { every: '0s', times: 2 }, do: { clock: 'show' } }] }),
    ).rejects.toThrow(/more than 0s/);
  });

  it('may expect nothing', async () => {
    expect(await play({ steps: [{ at: '1h', do: { connect: 'wiki' } }] })).toMatchObject({ passed: true });
  });
});

describe('branches', () => {
  const steps = [
    { at: '167h', do: { checkpoint: 'just before' }, expect: ok },
    { at: '169h', do: { connect: 'wiki' }, expect: { verdict: 'blocked_session' } },
  ];

  it('go on from a moment that was kept, each in a world of its own', async () => {
    const report = await play({
      steps,
      branches: {
        'signs in in time': {
          from: 'just before',
          steps: [
            { at: '167h', do: { reauthenticate: 'alice' }, expect: ok },
            { at: '169h', do: { connect: 'wiki' }, expect: { verdict: 'allow' } },
          ],
        },
        'does nothing': {
          from: 'just before',
          steps: [{ at: '169h', do: { connect: 'wiki' }, expect: { verdict: 'blocked_session', notice: 'none' } }],
        },
      },
    });
    expect(report.passed).toBe(true);
    expect(report.steps.map(({ branch }) => branch)).toEqual([
      undefined,
      undefined,
      'signs in in time',
      'signs in in time',
      'does nothing',
    ]);
    expect(report.stateHash).toBe((await play({ steps })).stateHash);
  });

  it('need a moment that was kept', async () => {
    const branches = { other: { from: 'nowhere', steps: [{ at: '170h', do: { clock: 'show' } }] } };
    await expect(play({ steps, branches })).rejects.toThrow(
      'branches.other.from: no step keeps a checkpoint “nowhere”',
    );
  });
});

describe('what may be done and expected', () => {
  it('is unlocking the switch with the administrator’s code, or a wrong one', async () => {
    const report = await play(
      {
        steps: [
          { at: '1h', do: { client: 'disconnect' }, expect: { verdict: 'rejected', error: 'switch-locked' } },
          {
            at: '1h',
            do: { client: { unlock: '0000000' } },
            expect: { verdict: 'rejected', error: 'wrong-admin-code' },
          },
          { at: '1h', do: { client: 'unlock' }, expect: ok },
          { at: '1h', do: { client: 'disconnect' }, expect: ok },
        ],
      },
      locked,
    );
    expect(report.steps.flatMap(({ differences }) => differences)).toEqual([]);
  });

  it('is the class, the stage, the fate of the notice, flows, answers and how a sign-in ended', async () => {
    const report = await play({
      steps: [
        {
          at: '1h',
          do: { connect: { to: 'git', flow: 'push' } },
          expect: { verdict: 'allow', flows: { push: 'open' } },
        },
        { at: '2h', do: { resolve: 'wiki.corp.internal' }, expect: { verdict: 'dns_ok', answers: ['10.20.0.10'] } },
        { at: '2h', do: { close: 'push' }, expect: { verdict: 'ok', flows: { push: 'closed' } } },
        { at: '169h', do: { person: { atDesk: true } }, expect: ok },
        {
          at: '169h',
          do: { connect: 'wiki' },
          expect: { verdict: 'blocked_session', class: 'session', stage: 'network', fate: 'missed' },
        },
        { at: '169h', do: { reauthenticate: 'bob' }, expect: { verdict: 'rejected', signIn: 'wrong-user' } },
        { at: '169h', do: { reauthenticate: 'alice' }, expect: { verdict: 'ok', signIn: 'completed' } },
      ],
    });
    expect(report.steps.flatMap(({ differences }) => differences)).toEqual([]);
  });

  it('tells expected, got and why where one of them does not hold', async () => {
    const { steps, passed } = await play({
      steps: [{ at: '169h', do: { connect: 'wiki' }, expect: { verdict: 'allow', class: 'none', stage: 'http' } }],
    });
    expect(passed).toBe(false);
    expect(steps[0]?.differences).toEqual([
      { what: 'verdict', expected: 'allow', got: 'blocked_session' },
      { what: 'class', expected: 'none', got: 'session' },
      { what: 'stage', expected: 'http', got: 'network' },
    ]);
    expect(steps[0]?.trace.length).toBeGreaterThan(1);
  });
});
