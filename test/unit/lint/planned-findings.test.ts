import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../app/environment/change.ts';
import { countFindings, newFindings, plannedFindings } from '../../../app/lint/planned-findings.ts';
import { story } from '../../support/story.ts';
import { past, privateRange, world } from '../../support/worlds.ts';

describe('the findings of a run', () => {
  it('are looked for once, whatever happens, and anew after an edit, which they have in them before it acts', () => {
    const run = story(world());
    const before = plannedFindings(run.state);
    expect(countFindings(before)).toEqual({ errors: 2, warnings: 0 });
    run.connect(past('1h'));
    run.connect(past('169h'));
    expect(plannedFindings(run.state)).toBe(before);

    const shorter = world({ policies: [{ ...privateRange, checkSession: '7h' }] });
    const changes = changesBetween(run.state.environment, shorter);
    run.tell(past('170h'), { type: 'edit-environment', changes, said: 'shorter', now: false, basedOn: 0 });
    const after = plannedFindings(run.state);
    expect(run.state.environment.policies[0]?.checkSession?.text).toBe('168h');
    expect(newFindings(before, after).map(({ code }) => code)).toContain('baseline-outside-range');
    expect(plannedFindings(run.state)).toBe(after);
  });
});
