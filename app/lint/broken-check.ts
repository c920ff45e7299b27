import { aboutPolicy, type Finding, type LintSubject, placeOf } from './finding.ts';

/** Session checks that Gateway can't carry out as they are written (DOMAIN.md §1.2 fact 13, §1.3 fact 18). */
export function findBrokenChecks({ ruleset }: LintSubject): readonly Finding[] {
  return ruleset.policies.flatMap(({ policy, faults }) =>
    faults.flatMap((fault): readonly Finding[] => {
      const about = { policy: aboutPolicy(policy), ...placeOf(fault) };
      if (fault.code === 'misplaced-check') {
        return [
          {
            ...{ code: 'misplaced-check', severity: 'warning', ...about },
            message: `Its session check does nothing: ${fault.message}.`,
            fix: 'Take the check away here, and set it on the Allow policy that people reach the destination by.',
            reason: 'Only Allow policies of the network and HTTP families carry a session check; here it does nothing.',
          },
        ];
      }
      if (fault.code !== 'duration') return [];
      return [
        {
          ...{ code: 'unreadable-duration', severity: 'error', ...about },
          message: `Its session duration can’t be read: ${fault.message}.`,
          fix: `Write hours, minutes and seconds, like 168h0m0s${fault.hint === undefined ? '' : `: ${fault.hint}`}.`,
          reason: 'The API takes Go durations; what it makes of another text is not documented.',
        },
      ];
    }),
  );
}
