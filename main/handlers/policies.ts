import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import type { Emulator } from '../../app/emulator.ts';
import type { Finding } from '../../app/lint/finding.ts';
import { countFindings, plannedFindings } from '../../app/lint/planned-findings.ts';

const listed = 200;

export function createPolicyHandlers(emulator: Emulator): Pick<Handlers, 'policy.lint'> {
  return {
    'policy.lint': async () => {
      const findings = plannedFindings(emulator.state);
      return { ...countFindings(findings), findings: findings.slice(0, listed).map(findingOf) };
    },
  };
}

function findingOf({ policy, place, ...finding }: Finding): ResultOf<'policy.lint'>['findings'][number] {
  return { ...finding, policy: { ...policy }, ...(place === undefined ? {} : { place: { ...place } }) };
}
