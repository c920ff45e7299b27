import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEnvironment } from '../../app/environment/decode-environment.ts';
import { DecodeError } from '../../app/errors.ts';
import { mergeData } from '../../app/scenario/scenario.ts';
import { readYaml } from '../../main/files/yaml-text.ts';
import { type Place, withValueAt } from '../../renderer/lab/environment/place.ts';
import { faultsBySchema } from '../support/faults-by-schema.ts';

const environments = [
  'catalogue/base.environment.yaml',
  'acme/whole-week.environment.yaml',
  'acme/per-application.environment.yaml',
].map((file) => readYaml(readFileSync(join('examples', file), 'utf8')).data);

const values = [
  ...[null, true, 0, 443, -1, '', 'x', 'X.y', 'a b', 'alice', [], {}, ['x'], [443]],
  ...['0s', '7d 3h', '-26h', '2026-03-02T09:00:00Z', '09:30', '24:00'],
  ...['10.20.0.99', 'fd00::9', '10.0.0.0/8', '*.x.y', 'https://x.y/', 'http', 'login', 'none', 'l4'],
  ...[{ import: 'a.json' }, { resolve: 'x' }, { upstream: '127.0.0.1:1' }, { enforce: true, duration: '7h' }],
  ...[[{ id: 'P', precedence: 1 }], [{ name: 'x', type: 'TXT', text: ['x'] }]],
];

function placesIn(data: unknown, at: Place = []): readonly Place[] {
  if (typeof data !== 'object' || data === null) return [at];
  const inner = Object.entries(data).flatMap(([key, part]) =>
    placesIn(part, [...at, Array.isArray(data) ? Number(key) : key]),
  );
  return at.length === 0 ? inner : [at, ...inner];
}

const change = fc.constantFrom(...environments).chain((data) =>
  fc.record({
    data: fc.constant(data),
    place: fc.constantFrom(...placesIn(data)),
    value: fc.constantFrom(...values, undefined),
  }),
);

function isRead(data: unknown): boolean {
  try {
    decodeEnvironment(data, () => ({ policies: [], lists: [], warnings: [] }));
    return true;
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    return false;
  }
}

/** Runs until enough changed environments were read; what is not read may be marked or not. */
function marksNothing(
  faultsOf: (change: { data: unknown; place: Place; value: unknown }) => readonly string[] | undefined,
) {
  let read = 0;
  const property = fc.property(change, (one) => {
    const faults = faultsOf(one);
    read += faults === undefined ? 0 : 1;
    expect(faults ?? []).toEqual([]);
  });
  fc.assert(property, { numRuns: 1000 });
  expect(read).toBeGreaterThan(50);
}

it('an editor marks nothing in an environment that is read', () => {
  marksNothing(({ data, place, value }) => {
    const changed = withValueAt(data, place, value);
    return isRead(changed) ? faultsBySchema('environment', changed) : undefined;
  });
});

it('nor in what a scenario changes of one', () => {
  const scenario = {
    version: 1,
    id: 'x',
    title: 'x',
    environment: 'x.yaml',
    steps: [{ at: '1h', do: { clock: 'show' } }],
  };
  marksNothing(({ data, place, value = null }) => {
    // A list is replaced as a whole.
    const list = place.findIndex((key) => typeof key === 'number');
    const changes = withValueAt({}, list === -1 ? place : place.slice(0, list), value);
    return isRead(mergeData(data, changes)) ? faultsBySchema('scenario', { ...scenario, with: changes }) : undefined;
  });
});
