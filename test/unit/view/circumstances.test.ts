import { describe, expect, it } from 'vitest';
import { engineVersion } from '../../../app/session/engine-version.ts';
import { evolve } from '../../../app/session/evolve.ts';
import { groupsOf, postureOf } from '../../../app/view/circumstances.ts';
import { start, world } from '../../support/worlds.ts';

const stateOf = (changes: object) =>
  evolve(undefined, { at: start, type: 'run-started', engine: engineVersion, environment: world(changes) });

describe('the posture checks of a device', () => {
  const asks = (devicePosture: string, more: object = {}) => ({
    id: devicePosture,
    precedence: 1,
    devicePosture,
    ...more,
  });

  it('are those that the environment tells of and those that enabled policies name', () => {
    const policies = [
      asks('any(device_posture.checks.passed[*] in {"fw" "disk"})'),
      asks('not(any(device_posture.checks.failed[*] == "os"))'),
      asks('any(device_posture.checks.passed[*] == "off")', { enabled: false }),
    ];
    expect(postureOf(stateOf({ policies, device: { posture: { disk: 'failed', extra: 'passed' } } }))).toEqual([
      { check: 'disk', stands: 'failed' },
      { check: 'extra', stands: 'passed' },
      { check: 'fw', stands: 'not-told' },
      { check: 'os', stands: 'not-told' },
    ]);
  });

  it('are none where nothing asks', () => {
    expect(postureOf(stateOf({}))).toEqual([]);
  });
});

describe('the groups of the user', () => {
  const inDirectory = { people: { alice: { groups: ['staff', 'finance'] } } };

  it('are those of the last sign-in to Gateway, whatever the directory says', () => {
    const state = { ...stateOf({}), environment: world(inDirectory) };
    expect(groupsOf(state)).toEqual({ groups: { directory: ['staff', 'finance'], known: ['staff'] } });
  });

  it('are those of the directory with SCIM', () => {
    const state = { ...stateOf({}), environment: world({ ...inDirectory, identity: { scim: true } }) };
    expect(groupsOf(state).groups?.known).toEqual(['staff', 'finance']);
  });

  it('are nobody’s on a device without a user', () => {
    expect(groupsOf(stateOf({ device: { registeredTo: null } }))).toEqual({});
  });
});
