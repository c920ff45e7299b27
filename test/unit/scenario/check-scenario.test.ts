import { describe, expect, it } from 'vitest';
import { decodeBy } from '../../../app/environment/decode-environment.ts';
import { DecodeError } from '../../../app/errors.ts';
import { checkScenario } from '../../../app/scenario/check-scenario.ts';
import { playScenario } from '../../../app/scenario/play.ts';
import { scenarioFileShape } from '../../../app/scenario/scenario.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';

const base = await loadEnvironmentFile('examples/acme/one-policy.environment.yaml');
const read = (rest: object) =>
  decodeBy(scenarioFileShape, { version: 1, id: 'x', title: 'x', environment: 'x.yaml', ...rest });

function faultsOf(rest: object): readonly string[] {
  try {
    checkScenario(read(rest), base);
    return [];
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    return fault.faults.map(({ path, message }) => `${path}: ${message}`);
  }
}
const keep = { at: '2h', do: { checkpoint: 'here' } };
const show = { clock: 'show' };

describe('what is told of a scenario before it is played', () => {
  it.each([
    [{ steps: [{ at: '1h', do: { connect: 'wikki' } }] }, 'steps[0].do: "wikki" is no destination'],
    [{ steps: [{ at: '1h', do: { reauthenticate: 'alise' } }] }, 'steps[0].do: "alise" is nobody in people'],
    [{ steps: [{ at: '1h', do: { send: 'push' } }] }, 'steps[0].do: no earlier step opens a flow “push”'],
    [{ steps: [{ at: '1h', do: { countNotices: 'P1' } }] }, 'steps[0].do: there is no policy "P1"'],
    [
      { steps: [{ at: '1h', do: show, expect: { verdict: 'ok', policy: 'Weekly' } }] },
      'steps[0].expect.policy: there is no policy “Weekly”',
    ],
    [
      { steps: [{ at: '1h', do: show, expect: { verdict: 'ok', flows: { push: 'open' } } }] },
      'steps[0].expect.flows.push: no earlier step opens a flow “push”',
    ],
    [{ steps: [keep, keep] }, 'steps[1].do: the checkpoint “here” is kept twice'],
    [
      { steps: [{ at: '3h', repeat: { every: '1h', until: '2h' }, do: show }] },
      'steps[0].repeat.until: it repeats until +2h, which is before it begins',
    ],
    [
      { steps: [keep], branches: { b: { from: 'there', steps: [{ at: '3h', do: show }] } } },
      'branches.b.from: no step keeps a checkpoint “there”',
    ],
    [
      { steps: [keep], branches: { b: { from: 'here', steps: [{ at: '1h', do: show }] } } },
      'branches.b.steps[0].at: the branch goes on from “here”, which is kept later than this',
    ],
  ])('%j', (rest, expected) => {
    expect(faultsOf(rest)).toEqual([expect.stringContaining(expected)]);
  });

  it('is each fault at once, and that of a step that repeats once', () => {
    expect(
      faultsOf({
        steps: [
          { at: '1h', repeat: { every: '1h', times: 5 }, do: { connect: 'wikki' } },
          { at: '9h', do: { reauthenticate: 'alise' } },
        ],
      }),
    ).toHaveLength(2);
  });

  it('is nothing of names that an edit brings, nor of a policy that is called by its name', () => {
    const destination = { host: 'new.corp.internal', address: '10.20.0.99', ports: { 80: 'http' } };
    expect(
      faultsOf({
        steps: [
          { at: '1h', do: { edit: { destinations: { new: destination } }, now: true } },
          { at: '2h', do: { connect: 'new' }, expect: { verdict: 'allow', policy: 'Private range, weekly' } },
        ],
      }),
    ).toEqual([]);
  });
});

describe('a flow whose opening was refused', () => {
  it('fails the steps that use it, and the rest is played', async () => {
    const { report } = await playScenario(
      read({
        steps: [
          { at: '169h', do: { connect: { to: 'git', flow: 'push' } } },
          { at: '169h', do: { look: 'push' }, expect: { verdict: 'existing_flow_kept' } },
          { at: '169h', do: { reauthenticate: 'alice' }, expect: { verdict: 'ok' } },
        ],
      }),
      base,
      sha256Hex,
    );
    expect(report.steps.map(({ got, passed }) => [got, passed])).toEqual([
      ['blocked_session', true],
      ['rejected', false],
      ['ok', true],
    ]);
  });
});
