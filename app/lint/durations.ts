import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import { formatGoDuration } from '../policy/duration.ts';
import { day, hour, type Millis, minute } from '../time/instant.ts';
import { saySpan } from '../time/span.ts';
import { isBroad, wholeDestinations } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

type Checked = CompiledPolicy & { readonly limit: Millis };

/** Durations that are not what people mean by them (DOMAIN.md §1.1 fact 4: three to seven days for a baseline). */
export function findOddDurations({ ruleset, reach }: LintSubject): readonly Finding[] {
  const checked = [...ruleset.inOrder('l4'), ...ruleset.inOrder('http')].filter(isChecked);
  // Whom it takes doesn't matter: a group has a baseline too.
  const baselines = checked.filter(
    (one) => one.policy.filter === 'l4' && isBroad(wholeDestinations(reach.trafficOf(one))),
  );
  return [
    ...checked.flatMap(findSlip),
    ...baselines.flatMap(findOutside),
    ...findUnequal(baselines.filter((one) => isBroad(wholeDestinations(reach.takenBy(one))))),
  ];
}

function isChecked(compiled: CompiledPolicy): compiled is Checked {
  return compiled.limit !== undefined;
}

function findSlip({ policy, limit }: Checked): readonly Finding[] {
  // 168 of a smaller unit is hardly ever meant: it is a week's hours.
  if (limit >= 5 * minute && limit <= 90 * day && limit !== 168 * minute) return [];
  const meant = limit === 168 * minute ? ` Was ${formatGoDuration(168 * hour)} meant?` : '';
  return [
    {
      ...{ code: 'unit-slip', severity: 'warning', policy: aboutPolicy(policy), place: { part: 'checkSession' } },
      message: `It allows ${saySpan(limit)}, which looks like a slip of the unit.`,
      fix: `Write hours: 168h is a week; m are minutes, and there is no unit for days.${meant}`,
      reason: 'A check of a few minutes asks for a sign-in with nearly every connection; one of months never asks.',
    },
  ];
}

function findOutside({ policy, limit }: Checked): readonly Finding[] {
  if (limit >= 72 * hour && limit <= 168 * hour) return [];
  const meant = meantBy(limit);
  return [
    {
      ...{ code: 'baseline-outside-range', severity: 'warning', policy: aboutPolicy(policy) },
      place: { part: 'checkSession' },
      message: `It covers a whole network and allows ${saySpan(limit)}: a baseline outside the recommended 72h-168h.`,
      fix: `${meant === undefined ? '' : `Was ${formatGoDuration(meant)} meant? `}Three to seven days are the suggested baseline; put what needs less into policies of its own.`,
      reason: 'A shorter baseline asks everybody all the time; a longer one hardly asks.',
    },
  ];
}

/** What a number that fits a baseline in another unit was meant to say: `7h` is 7 days, `168m` is 168 hours. */
function meantBy(limit: Millis): Millis | undefined {
  const fits = (span: Millis) => span >= 72 * hour && span <= 168 * hour;
  return [(limit / hour) * day, (limit / minute) * hour].find(fits);
}

function findUnequal(baselines: readonly Checked[]): readonly Finding[] {
  const [first] = baselines;
  return baselines.flatMap(({ policy, limit }): readonly Finding[] =>
    first === undefined || limit === first.limit
      ? []
      : [
          {
            ...{ code: 'unequal-baselines', severity: 'warning', policy: aboutPolicy(policy) },
            place: { part: 'checkSession' },
            message: `Its baseline of ${saySpan(limit)} differs from the ${saySpan(first.limit)} of “${first.policy.name}”.`,
            fix: 'Give every baseline the same duration.',
            reason: 'Unequal ones make parts of the network die on different days, which nobody can explain to people.',
          },
        ],
  );
}
