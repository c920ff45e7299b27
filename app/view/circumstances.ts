import { postureChecksOf } from '../policy/posture-checks.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { State } from '../session/state.ts';
import type { Snapshot } from './snapshot-shape.ts';

const listedChecks = 50;
const listedGroups = 50;

/** How the device's posture checks stand: those that policies name, and those that the environment tells of. */
export function postureOf({ environment }: Pick<State, 'environment'>): Snapshot['posture'] {
  const { posture } = environment.device;
  const checks = new Set([...Object.keys(posture), ...postureChecksOf(rulesetOf(environment))]);
  return [...checks]
    .slice(0, listedChecks)
    .map((check) => ({ check, stands: (Object.hasOwn(posture, check) ? posture[check] : undefined) ?? 'not-told' }));
}

/** The user's groups in the directory, and as they were read at the last sign-in (DOMAIN.md §1.4 fact 30). */
export function groupsOf({ environment, session }: Pick<State, 'environment' | 'session'>): Pick<Snapshot, 'groups'> {
  const current = session === undefined ? undefined : environment.people[session.personId];
  if (session === undefined || current === undefined) return {};
  return {
    groups: {
      directory: current.groups.slice(0, listedGroups),
      known: (environment.identity.scim ? current : session).groups.slice(0, listedGroups),
    },
  };
}
