import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, changesBetween } from '../../../app/environment/change.ts';
import type { Environment } from '../../../app/environment/environment.ts';
import { world } from '../../support/worlds.ts';

/** JSON mappings in an environment's place: the code looks at nothing but their shape. */
const mapping = fc
  .dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 })
  .map((value) => value as unknown as Environment);

describe('changes between two environments', () => {
  test('make the one of the other, whatever they hold', () => {
    fc.assert(
      fc.property(mapping, mapping, (before, after) => {
        expect(applyChanges(before, changesBetween(before, after))).toEqual(after);
      }),
    );
  });

  test('are none between equal ones', () => {
    expect(changesBetween(world(), world())).toEqual([]);
  });

  test('name the places of what takes them back', () => {
    fc.assert(
      fc.property(mapping, mapping, (before, after) => {
        const places = (one: Environment, other: Environment) =>
          changesBetween(one, other)
            .map(({ path }) => JSON.stringify(path))
            .toSorted();
        expect(places(before, after)).toEqual(places(after, before));
      }),
    );
  });

  test('leave what they don’t touch the same object', () => {
    const before = world();
    const after = applyChanges(before, [{ path: ['destinations', 'wiki', 'up'], value: false }]);
    expect(after.policies).toBe(before.policies);
    expect(after.destinations.git).toBe(before.destinations.git);
    expect(after.destinations.wiki?.up).toBe(false);
  });

  test('treat a key called __proto__ as any other', () => {
    const after = applyChanges(world(), [{ path: ['people', '__proto__', 'polluted'], value: true }]);
    expect(Object.hasOwn(after.people, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('survive the log, which writes them as JSON', () => {
    const text = readFileSync(join(process.cwd(), 'package.json'), 'utf8');
    const before = JSON.parse(text) as Environment;
    const changes = changesBetween(before, world());
    expect(applyChanges(before, JSON.parse(JSON.stringify(changes)))).toEqual(world());
  });
});
