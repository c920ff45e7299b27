import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { shareShapes } from '../../../scripts/lib/shared-shapes.mjs';

/** What the code makes of `from`, as a function so that it can be asked twice. */
function make(expression: string): (from: unknown) => Record<string, unknown> {
  const make = new Function('from', `return (${expression});`);
  return (from) => make(from) as Record<string, unknown>;
}

describe('the build of object literals that begin with a spread', () => {
  it('gives objects of one literal one shape', () => {
    setFlagsFromString('--allow-natives-syntax');
    const haveSameMap = new Function('a', 'b', 'return %HaveSameMap(a, b);');
    const build = make(shareShapes('({ ...from, added: 1, more: 2 })'));
    expect(haveSameMap(build({ a: 1, b: 2 }), build({ a: 3, b: 4 }))).toBe(true);
  });

  it.each([
    '({ ...from, added: 1 })',
    '({ ...from, a: 5 })',
    '({ ...from, ...{ a: 5 }, inner: { ...from, added: 1 } })',
    '({ ...undefined, added: 1 })',
    '({ ...from, get added() { return 1; } })',
    '({\n  // A remark\n  ...from,\n  added: 1,\n})',
  ])('keeps keys, values and their order in %s', (text) => {
    const shared = shareShapes(text);
    expect(shared).not.toBe(text);
    const from = { b: 1, a: 2 };
    const [before, after] = [make(text)(from), make(shared)(from)];
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
  });

  it('copies a key named __proto__ as a key', () => {
    const from = JSON.parse('{"__proto__":{"polluted":true}}');
    const built = make(shareShapes('({ ...from, added: 1 })'))(from);
    expect(Object.keys(built)).toEqual(['__proto__', 'added']);
    expect(built.polluted).toBeUndefined();
  });

  it.each(['({ ...from })', '({ added: 1, ...from })', 'const { a, ...rest } = from'])('leaves %s alone', (text) => {
    expect(shareShapes(text)).toBe(text);
  });

  it('keeps every line where it was', () => {
    const text = 'const a = {\n  ...b,\n  c: { ...d, e },\n};\n';
    expect(shareShapes(text).split('\n')).toHaveLength(text.split('\n').length);
  });
});
