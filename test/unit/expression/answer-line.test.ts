import { describe, expect, it } from 'vitest';
import { answerLine } from '../../../app/expression/answer-line.ts';
import type { Dialect } from '../../../app/expression/quirk.ts';

const answer = (line: object, dialect: Dialect = 'lenient') => answerLine(JSON.stringify(line), 1, dialect);
const outcomeOf = (line: object, dialect?: Dialect) => {
  const answered = answer({ id: 1, ...line }, dialect);
  return answered.ok ? answered.value : answered.error.message;
};

describe('a line of a batch', () => {
  it('is answered by its value, under its id', () => {
    const line = { id: 'a', expression: 'net.dst.port == 443', context: { 'net.dst.port': 443 } };
    expect(answer(line)).toEqual({ id: 'a', ok: true, value: true });
    expect(answer({ ...line, context: {} })).toEqual({ id: 'a', ok: true, value: false });
  });

  it('is parsed only when it has no context, whatever lists it names', () => {
    expect(answer({ id: 7, expression: 'net.dst.ip in $servers' })).toEqual({ id: 7, ok: true, value: null });
    expect(answer({ id: 7, expression: 'net.dst.port == 1', context: null })).toMatchObject({ value: null });
  });

  it('brings its own fields, in all their types', () => {
    const schema = { flag: 'Bool', n: 'Int', at: 'Ip', raw: 'Bytes', tags: 'Array(Bytes)', by: 'Map(Array(Int))' };
    const context = {
      flag: true,
      n: -3,
      at: '10.0.0.1',
      raw: { $bytes: [255, 0] },
      tags: ['a', 'b'],
      by: { x: [1, 2] },
    };
    const expression = String.raw`flag and n < 0 and at in {10.0.0.0/8} and raw == "\xff\x00" and any(tags[*] == "b") and by["x"][1] == 2`;
    expect(outcomeOf({ expression, schema, context })).toBe(true);
    expect(outcomeOf({ expression: 'net.dst.port == 1', schema, context })).toBe('unknown field "net.dst.port"');
    expect(outcomeOf({ expression: 'flag', schema: { flag: 'Boolean' } })).toContain(
      'schema.flag: "Boolean" is no type',
    );
  });

  it('brings its own lists, of words, numbers and addresses', () => {
    const lists = { names: ['a'], ports: [80, '443'], nets: ['10.0.0.0/8'] };
    const context = { 'net.sni.host': 'a', 'net.dst.port': 443, 'net.dst.ip': '10.1.1.1' };
    const expression = 'net.sni.host in $names and net.dst.port in $ports and net.dst.ip in $nets';
    expect(outcomeOf({ expression, lists, context })).toBe(true);
    expect(outcomeOf({ expression: 'net.dst.port in $others', lists, context })).toBe('list $others is not known');
  });

  it('can say that a missing value differs from nothing', () => {
    const line = { expression: 'net.dst.port != 80', context: {} };
    expect(outcomeOf(line)).toBe(true);
    expect(outcomeOf({ ...line, options: { nil_not_equal: false } })).toBe(false);
    expect(outcomeOf({ ...line, context: { 'net.dst.port': 81 }, options: { nil_not_equal: false } })).toBe(true);
  });

  it('can limit how deep it nests', () => {
    const line = { expression: '((net.dst.port == 80))', context: { 'net.dst.port': 80 } };
    expect(outcomeOf({ ...line, options: { max_nesting_depth: 2 } })).toBe(true);
    expect(outcomeOf({ ...line, options: { max_nesting_depth: 1 } })).toBe('nested deeper than 1 levels');
    expect(outcomeOf({ ...line, options: { max_depth: 1 } })).toContain('options');
  });

  it('keeps integers that a double can not hold', () => {
    const at = (n: string) =>
      answerLine(
        `{"id": 1, "expression": "net.dst.port == 9223372036854775807", "context": {"net.dst.port": ${n}}}`,
        1,
        'lenient',
      );
    expect(at('9223372036854775807')).toMatchObject({ ok: true, value: true });
    expect(at('9223372036854775806')).toMatchObject({ ok: true, value: false });
    expect(at('9223372036854775808')).toMatchObject({ ok: false });
  });
});

describe('a line that is no good', () => {
  it('is answered by the place in its expression', () => {
    expect(answer({ id: 'x', expression: 'net.dst.port == 1 and\nnet.dst.prot == 2' })).toEqual({
      id: 'x',
      ok: false,
      error: {
        code: 'unknown-field',
        message: 'unknown field "net.dst.prot"',
        hint: 'did you mean net.dst.port?',
        line: 2,
        column: 1,
        length: 12,
      },
    });
  });

  it.each(['\\b{start}a', '(?mR)^a', '(?u)\\w'])(
    'says that the pattern `%s` is not in this version, and where',
    (pattern) => {
      expect(answer({ id: 1, expression: `net.sni.host matches "${pattern}"`, context: {} })).toMatchObject({
        ok: false,
        error: { code: 'unsupported', message: expect.stringContaining('in this version'), line: 1 },
      });
    },
  );

  it.each([
    ['{"id": 1, "expression"', 'line 4 of the file is no JSON'],
    ['[]', 'line 4 of the file'],
    ['{"id": 1}', 'line 4 of the file: expression'],
    ['{"id": 1, "expression": 1}', 'line 4 of the file: expression'],
    [
      '{"id": 1, "expression": "net.dst.port == 1", "context": {"net.dst.port": "a"}}',
      'context.net.dst.port: expected Int',
    ],
    [
      '{"id": 1, "expression": "net.dst.port == 1", "context": {"net.dst.ports": 1}}',
      'context.net.dst.ports: unknown field',
    ],
  ])('says what is wrong with %s', (text, message) => {
    expect(answerLine(text, 4, 'lenient')).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(message), line: 1, column: 1, length: 0 },
    });
  });
});

describe('the strict dialect', () => {
  it.each([
    ['net.dst.port == "22"', 17],
    ['net.dst.ip == "10.0.0.1"', 15],
    ['net.dst.ip == 10.0.0.0/8', 15],
    ['net.dst.ip in $0A-b', 15],
    ['any(identity.groups[*].name == "a")', 5],
    ['net.detected_protocol == "ssh"', 1],
    ['any(net.sni.domains == "a")', 5],
    ['net.sni.domains[*] == "a"', 1],
    ['net.dst.port\t== 22', 13],
  ])('refuses what only Gateway takes, and the lenient one does not: %s', (expression, column) => {
    expect(answer({ id: 1, expression }, 'strict')).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('only Gateway takes this'), line: 1, column },
    });
    expect(answer({ id: 1, expression }, 'lenient')).toMatchObject({ ok: true });
  });

  it('takes all that both know', () => {
    const expression =
      'not(net.dst.ip in {10.0.0.0/8}) xor any(net.sni.domains[*] in {"a" "b"}) and net.dst.port in {80 8000..8010}';
    expect(answer({ id: 1, expression }, 'strict')).toEqual({ id: 1, ok: true, value: null });
  });

  it('keeps an IPv4-mapped address apart from the IPv4 one', () => {
    const line = { expression: 'net.dst.ip == ::ffff:10.0.0.1', context: { 'net.dst.ip': '10.0.0.1' } };
    expect(outcomeOf(line, 'lenient')).toBe(true);
    expect(outcomeOf(line, 'strict')).toBe(false);
    const listed = {
      expression: 'net.dst.ip in $l',
      lists: { l: ['::ffff:10.0.0.1'] },
      context: { 'net.dst.ip': '::ffff:10.0.0.1' },
    };
    expect(outcomeOf(listed, 'strict')).toBe(true);
    expect(outcomeOf({ ...listed, context: { 'net.dst.ip': '10.0.0.1' } }, 'strict')).toBe(false);
    expect(outcomeOf({ ...listed, context: { 'net.dst.ip': '10.0.0.1' } }, 'lenient')).toBe(true);
  });

  it('finds a list by its exact name only', () => {
    const line = { expression: 'net.dst.port in $ab', lists: { AB: ['80'] }, context: { 'net.dst.port': 80 } };
    expect(outcomeOf(line, 'lenient')).toBe(true);
    expect(outcomeOf(line, 'strict')).toBe('list $ab is not known');
  });
});
