import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isSame, type Place, valueAt, withValueAt } from '../../../renderer/lab/environment/place.ts';
import {
  addToListInText,
  renameInText,
  setInText,
  spliceBetween,
  spliced,
} from '../../../renderer/lab/environment/yaml-edit.ts';
import { placeAt, rangeOf, readText } from '../../../renderer/lab/environment/yaml-reading.ts';

const text = `# What it is about.
team:
  name: Acme   # of the lab
  domain: "acme.example.com"

people:
  # The one at the desk.
  alice: { name: Alice,  email: alice@example.com, groups: [staff] }
  # The other one.
  bob: {name: Bob, email: bob@example.com}
client:
    splitTunnel: { mode: exclude, entries: [] }
destinations: {}
dns:
  records:
  - { name: a, type: A }
  # About b.
  - name: b
    type: TXT   # a text
  timeToLive:
person: { day: [] }
`;

/** Lines of the one that the other has not. */
const lost = (before: string, after: string | undefined) => {
  const lines = (after ?? '').split('\n');
  return before.split('\n').filter((line) => !lines.includes(line));
};
const gained = (after: string | undefined, before: string = text) => lost(after ?? '', before);

describe('a value written into a text', () => {
  it.each<[string, Place, unknown, string[]]>([
    ['keeps what stands behind it', ['team', 'name'], 'Beta', ['  name: Beta   # of the lab']],
    ['keeps its quotes', ['team', 'domain'], 'b.example.com', ['  domain: "b.example.com"']],
    ['is quoted where it must be', ['team', 'name'], 'a: b', ["  name: 'a: b'   # of the lab"]],
    [
      'keeps to the braces around it',
      ['people', 'alice', 'name'],
      'Al, ice',
      ["  alice: { name: 'Al, ice',  email: alice@example.com, groups: [staff] }"],
    ],
    ['is a number where it is one', ['dns', 'port'], 80, ['  port: 80']],
    ['stands behind a key that had none', ['dns', 'timeToLive'], '1m', ['  timeToLive: 1m']],
    [
      'joins braces as they are written',
      ['people', 'bob', 'up'],
      true,
      ['  bob: {name: Bob, email: bob@example.com, up: true}'],
    ],
    ['joins a block', ['team', 'size'], 3, ['  size: 3']],
    ['joins the last entry of a list', ['dns', 'records', 1, 'text'], ['x'], ['    text: [x]']],
    [
      'opens empty braces',
      ['destinations', 'wiki'],
      { up: true, ports: { 80: 'http' } },
      ['destinations:', '  wiki: { up: true, ports: { 80: http } }'],
    ],
    [
      'fills empty brackets on their line',
      ['client', 'splitTunnel', 'entries'],
      ['10.0.0.0/8'],
      ['    splitTunnel: { mode: exclude, entries: [10.0.0.0/8] }'],
    ],
    [
      'makes what it stands in',
      ['identity', 'browser', 'remembers'],
      'alice',
      ['identity: { browser: { remembers: alice } }'],
    ],
  ])('%s', (_what, place, value, lines) => {
    const next = setInText(text, place, value);
    expect(gained(next)).toEqual(lines);
    expect(valueAt(parse(next ?? ''), place)).toEqual(value);
    expect(lost(text, next).length).toBeLessThanOrEqual(1);
  });

  it('loses the quotes that only the value before it needed', () => {
    const typing = ['1', '10', '10.2', '10.2.3.4'].reduce(
      (now, typed) => setInText(now, ['team', 'name'], typed) ?? '',
      text,
    );
    expect(gained(typing)).toEqual(['  name: 10.2.3.4   # of the lab']);
  });

  it('joins a list in its own way of writing', () => {
    expect(gained(addToListInText(text, ['dns', 'records'], { name: 'c', type: 'A' }))).toEqual([
      '  - { name: c, type: A }',
    ]);
    expect(gained(addToListInText(text, ['people', 'alice', 'groups'], 'it'))).toEqual([
      '  alice: { name: Alice,  email: alice@example.com, groups: [staff, it] }',
    ]);
    expect(gained(addToListInText(text, ['person', 'day'], { is: 'work' }))).toEqual([
      'person: { day: [{ is: work }] }',
    ]);
  });

  it('leaves with its lines and what is said right above it', () => {
    expect(lost(text, setInText(text, ['people', 'bob'], undefined))).toEqual([
      '  # The other one.',
      '  bob: {name: Bob, email: bob@example.com}',
    ]);
    expect(lost(text, setInText(text, ['people', 'alice'], undefined))).toEqual([
      '  alice: { name: Alice,  email: alice@example.com, groups: [staff] }',
    ]);
    expect(lost(text, setInText(text, ['dns', 'records', 1], undefined))).toEqual([
      '  # About b.',
      '  - name: b',
      '    type: TXT   # a text',
    ]);
    expect(gained(setInText(text, ['people', 'bob', 'email'], undefined))).toEqual(['  bob: {name: Bob}']);
    expect(gained(setInText(text, ['people', 'bob', 'name'], undefined))).toEqual(['  bob: {email: bob@example.com}']);
  });

  it('leaves empty braces when it was the last', () => {
    const without = setInText(setInText(text, ['people', 'bob'], undefined) ?? '', ['people', 'alice'], undefined);
    expect(parse(without ?? '').people).toEqual({});
    expect(without).toContain('people: {}\nclient:');
    expect(gained(setInText(text, ['people', 'alice', 'groups', 0], undefined))[0]).toContain('groups: [] }');
  });

  it('changes a key at its place', () => {
    const next = renameInText(text, ['people', 'alice'], 'carol');
    expect(gained(next)).toEqual(['  carol: { name: Alice,  email: alice@example.com, groups: [staff] }']);
    expect(renameInText(text, ['people', 'alice'], 'bob')).toBeUndefined();
  });

  it('is refused below an alias, and where the text is no YAML', () => {
    expect(setInText('a: &x { b: 1 }\nc: *x\n', ['c', 'b'], 2)).toBeUndefined();
    expect(setInText('a: {', ['a'], 2)).toBeUndefined();
    expect(readText('['.repeat(20_000))).toBeUndefined();
  });

  it('begins an empty text', () => {
    expect(parse(setInText('# Nothing yet.\n', ['team', 'name'], 'Acme') ?? '')).toEqual({ team: { name: 'Acme' } });
  });
});

const shipped = ['one-policy', 'per-application', 'whole-week'].map((name) =>
  readFileSync(`examples/acme/${name}.environment.yaml`, 'utf8'),
);

function placesOf(data: unknown, place: Place = []): Place[] {
  const inner = Array.isArray(data)
    ? data.flatMap((item, at) => placesOf(item, [...place, at]))
    : typeof data === 'object' && data !== null
      ? Object.entries(data).flatMap(([key, value]) => placesOf(value, [...place, key]))
      : [];
  return place.length === 0 ? inner : [place, ...inner];
}

const comments = (of: string) => of.split('\n').filter((line) => /^\s*#/.test(line));
const scalar = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constantFrom('off', '1e3', '09:00', '- x', 'a #b', '~', ''),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.stringMatching(/^[\w.-]{1,8}$/), scalar, { maxKeys: 3 }),
);

describe('any change of a shipped file', () => {
  it('says what was meant, keeps every comment, and touches one stretch of lines', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shipped), fc.nat(), value, (before, pick, next) => {
        const places = placesOf(parse(before));
        const place = places[pick % places.length] ?? [];
        const after = setInText(before, place, next);
        expect(isSame(parse(after ?? ''), withValueAt(parse(before), place, next))).toBe(true);
        const inside = rangeOf(readText(before) ?? expect.fail('not read'), place) ?? [0, 0];
        expect(comments(after ?? '').length).toBeGreaterThanOrEqual(
          comments(before).length - comments(before.slice(...inside)).length,
        );
        expect(lost(before, after).length).toBeLessThanOrEqual(
          before
            .slice(...inside)
            .trimEnd()
            .split('\n').length,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('takes away what was meant and nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shipped), fc.nat(), (before, pick) => {
        const places = placesOf(parse(before));
        const place = places[pick % places.length] ?? [];
        const after = setInText(before, place, undefined);
        expect(isSame(parse(after ?? ''), withValueAt(parse(before), place, undefined))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('is one stretch between the two texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(spliced(before, spliceBetween(before, after))).toBe(after);
      }),
    );
  });
});

it('finds the place at the cursor', () => {
  const reading = readText(text) ?? expect.fail('not read');
  expect(placeAt(reading, text.indexOf('Bob'))).toEqual(['people', 'bob', 'name']);
  expect(placeAt(reading, text.indexOf('# a text'))).toEqual(['dns', 'records', 1, 'type']);
  expect(placeAt(reading, 0)).toEqual([]);
});
