import { expect, it } from 'vitest';
import { changesBetween } from '../../../app/environment/change.ts';
import type { Environment } from '../../../app/environment/environment.ts';
import { describeChanges } from '../../../app/explain/describe-changes.ts';
import type { Policy } from '../../../app/policy/policy.ts';

const check = (text: string, duration: number) => ({ enforce: true, text, duration });
const withPolicy = (checkSession?: Policy['checkSession']) =>
  ({
    policies: [{ id: 'P1', name: 'Wiki', ...(checkSession === undefined ? {} : { checkSession }) }],
  }) as unknown as Environment;
const describeBetween = (before: Environment, after: Environment) =>
  describeChanges(before, changesBetween(before, after));

it("tells a policy's duration as it reads, not what it comes to", () => {
  const weekly = withPolicy(check('168h', 604_800_000));
  expect(describeBetween(weekly, withPolicy(check('8h', 28_800_000)))).toBe('“Wiki”: checkSession is 8h');
  expect(describeBetween(withPolicy(), weekly)).toBe('“Wiki”: checkSession is 168h');
  expect(describeBetween(weekly, withPolicy())).toBe('“Wiki”: checkSession taken away');
});

it('tells spans as people write them', () => {
  const delayed = (editDelay: number) => ({ assumptions: { editDelay } }) as unknown as Environment;
  expect(describeBetween(delayed(120_000), delayed(0))).toBe('assumptions editDelay is 0s');
  expect(describeBetween(delayed(0), delayed(600_000))).toBe('assumptions editDelay is 10m');
});
