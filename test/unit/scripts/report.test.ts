import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { summarise } from '../../../scripts/lib/vitest.mjs';

const file = (name: string, status: string, ...tests: string[]) => ({
  name: inRoot(name),
  status,
  startTime: 1000,
  endTime: 1500,
  assertionResults: tests.map((test) => ({ status: test, fullName: `is ${test}` })),
});

describe('the closing count', () => {
  it('counts tests as they ended and names the skipped', () => {
    const testResults = [
      file('test/unit/a.test.ts', 'passed', 'passed', 'skipped'),
      file('test/e2e/b.test.ts', 'failed', 'failed', 'passed', 'todo'),
    ];
    expect(summarise({ testResults }, 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['test/unit/a.test.ts: is skipped', 'test/e2e/b.test.ts: is todo'],
      kinds: { unit: { passed: true, ms: 500 }, e2e: { passed: false, ms: 500 } },
    });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(summarise({ testResults: [file('test/unit/a.test.ts', 'failed')] }, 1).failed).toBe(1);
  });

  it('fails when vitest does, though every test passed', () => {
    expect(summarise({ testResults: [file('test/unit/a.test.ts', 'passed', 'passed')] }, 1).failed).toBe(1);
  });
});
