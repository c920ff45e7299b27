import { day, hour, minute } from '../time/instant.ts';
import { saySpan } from '../time/span.ts';
import { countAddresses, takesSurely } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** A policy over this many addresses is a baseline rather than an application's. */
const broad = 65_536;

/** Durations that are not what people mean by them (DOMAIN.md §1.1 fact 4: three to seven days for a baseline). */
export function findOddDurations({ ruleset, lists }: LintSubject): readonly Finding[] {
  const checked = ruleset.policies.flatMap((compiled) =>
    compiled.policy.enabled && compiled.limit !== undefined ? [{ ...compiled, limit: compiled.limit }] : [],
  );
  const slips = checked.flatMap(({ policy, limit }): readonly Finding[] =>
    limit >= 5 * minute && limit <= 90 * day
      ? []
      : [
          {
            ...{ code: 'unit-slip', severity: 'warning', policy: aboutPolicy(policy) },
            message: `It allows ${saySpan(limit)}, which looks like a slip of the unit.`,
            fix: 'Write hours: 168h is a week; m are minutes, and there is no unit for days.',
            reason:
              'A check of a few minutes asks for a sign-in with nearly every connection; one of months never asks.',
          },
        ],
  );
  const baselines = checked.filter((compiled) => countAddresses(takesSurely(compiled, lists)) >= broad);
  const outside = baselines.flatMap(({ policy, limit }): readonly Finding[] =>
    limit >= 72 * hour && limit <= 168 * hour
      ? []
      : [
          {
            ...{ code: 'baseline-outside-range', severity: 'warning', policy: aboutPolicy(policy) },
            message: `It covers a whole network and allows ${saySpan(limit)}.`,
            fix: 'Three to seven days are the suggested baseline; put what needs less into policies of its own.',
            reason: 'A shorter baseline asks everybody all the time; a longer one hardly asks.',
          },
        ],
  );
  const [first] = baselines;
  const unequal = baselines.flatMap(({ policy, limit }): readonly Finding[] =>
    first === undefined || limit === first.limit
      ? []
      : [
          {
            ...{ code: 'unequal-baselines', severity: 'warning', policy: aboutPolicy(policy) },
            message: `Its baseline of ${saySpan(limit)} differs from the ${saySpan(first.limit)} of “${first.policy.name}”.`,
            fix: 'Give every baseline the same duration.',
            reason: 'Unequal ones make parts of the network die on different days, which nobody can explain to people.',
          },
        ],
  );
  return [...slips, ...outside, ...unequal];
}
