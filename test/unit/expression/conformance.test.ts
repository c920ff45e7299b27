import { describe, expect, it } from 'vitest';
import { answerLine } from '../../../app/expression/answer-line.ts';
import type { Dialect } from '../../../app/expression/quirk.ts';
import {
  type Case,
  conformance,
  context,
  type Expected,
  gatewayConformance,
  gatewayContext,
  lists,
  schema,
} from './conformance.ts';

const tables = [
  { cases: conformance, given: { schema, context } },
  { cases: gatewayConformance, given: { context: gatewayContext } },
].flatMap(({ cases, given }) => Object.entries(cases).map(([fact, group]) => ({ fact, group, given })));

function outcomeIn(dialect: Dialect, expression: string, given: object): Expected {
  const answer = answerLine(JSON.stringify({ id: 1, expression, lists, ...given }), 1, dialect);
  return answer.ok ? answer.value === true : answer.error.message;
}

function meet(outcome: Expected, expected: Expected): void {
  if (typeof expected === 'string') expect(outcome).toEqual(expect.stringContaining(expected));
  else expect(outcome).toBe(expected);
}

describe.each(tables)('DOMAIN.md §$fact', ({ group, given }) => {
  it.each<Case>(group)('%s', (expression, expected) => {
    const [strict, lenient] = Array.isArray(expected) ? expected : [expected, expected];
    meet(outcomeIn('strict', expression, given), strict);
    meet(outcomeIn('lenient', expression, given), lenient);
  });
});

it('has three hundred cases at least, and none twice', () => {
  const expressions = tables.flatMap(({ group }) => group.map(([expression]) => expression));
  expect(expressions.length).toBeGreaterThanOrEqual(300);
  expect(new Set(expressions).size).toBe(expressions.length);
});
