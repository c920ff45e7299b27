import { expect, it } from 'vitest';
import { decodeEnvironment } from '../../../app/environment/decode-environment.ts';
import { environmentData } from '../../../app/environment/write-environment.ts';
import { DecodeError } from '../../../app/errors.ts';
import { mergeData } from '../../../app/scenario/scenario.ts';
import { type Place, sayPlace, withValueAt } from '../../../renderer/lab/environment/place.ts';
import { worldOfEveryKey } from '../../support/every-key.ts';
import { faultsBySchema } from '../../support/faults-by-schema.ts';

const data = environmentData(worldOfEveryKey());

const values = [
  ...[undefined, null, true, 0, 443, '', 'X.y', 'a b', 'alice', [], {}, ['x'], [443]],
  ...['0s', '7d 3h', '-26h', '2026-03-02T09:00:00Z', '09:30', '24:00'],
  ...['10.20.0.99', 'FD00::9', '10.0.0.0/8', '*.x.y', 'https://X.y/', 'http', 'login', 'none', 'l4'],
  ...[{ resolve: 'x' }, { upstream: '127.0.0.1:1' }, { enforce: true, duration: '7h' }],
  ...[[{ id: 'P', precedence: 1 }], [{ import: 'a.json' }], [{ name: 'x', type: 'TXT', text: ['x'] }]],
];

function placesIn(part: unknown, at: Place = []): readonly Place[] {
  if (typeof part !== 'object' || part === null) return [at];
  const inner = Object.entries(part).flatMap(([key, value]) =>
    placesIn(value, [...at, Array.isArray(part) ? Number(key) : key]),
  );
  return at.length === 0 ? inner : [at, ...inner];
}

function isRead(changed: unknown): boolean {
  try {
    decodeEnvironment(changed, () => ({ policies: [], lists: [], warnings: [] }));
    return true;
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    return false;
  }
}

type Change = { readonly place: Place; readonly value: unknown };

/** Every value at every place: what is marked although it is read, and how many are. */
function marksIn(marksOf: (change: Change) => readonly string[] | undefined) {
  const places = placesIn(data);
  const changes = places.flatMap((place) => values.map((value) => ({ place, value })));
  const told = changes.map((change) => ({ change, marks: marksOf(change) })).filter(({ marks }) => marks !== undefined);
  const marked = told.filter(({ marks = [] }) => marks.length > 0);
  return {
    read: told.length,
    marked: marked.map(({ change, marks }) => `${sayPlace(change.place)} ${JSON.stringify(change.value)}: ${marks}`),
  };
}

it('an editor marks nothing in an environment that is read', () => {
  const { read, marked } = marksIn(({ place, value }) => {
    const changed = withValueAt(data, place, value);
    return isRead(changed) ? faultsBySchema('environment', changed) : undefined;
  });
  expect(marked).toEqual([]);
  expect(read).toBeGreaterThan(500);
});

it('nor in what a scenario changes of one', () => {
  const step = { at: '1h', do: { clock: 'show' } };
  const scenario = { version: 1, id: 'x', title: 'x', environment: 'x.yaml', steps: [step] };
  const { read, marked } = marksIn(({ place, value = null }) => {
    // A list is replaced as a whole.
    if (place.some((key) => typeof key === 'number')) return undefined;
    const changes = withValueAt({}, place, value);
    return isRead(mergeData(data, changes)) ? faultsBySchema('scenario', { ...scenario, with: changes }) : undefined;
  });
  expect(marked).toEqual([]);
  expect(read).toBeGreaterThan(500);
});
