import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { importFiles } from '../../../app/imports/import-files.ts';
import { envelope, rule } from '../policy/policies.ts';

const listId = 'aaaaaaaa-0000-4000-8000-000000000001';
const condition = {
  type: 'traffic',
  expression: { any: { in: { lhs: { splat: 'net.sni.domains' }, rhs: `$${listId}` } } },
};

/** One of each kind, as an export that holds everything has them. */
const everything = {
  rules: envelope([rule(), rule({ id: 'b', traffic: '', conditions: [condition] })], {
    result_info: { page: 1, per_page: 2, count: 2, total_count: 2, total_pages: 1 },
    messages: [{ code: 1000, message: 'kept for later' }],
  }),
  lists: envelope([{ id: listId, name: 'Hosts', type: 'DOMAIN', count: 1 }]),
  items: { [listId]: envelope([[{ value: 'wiki.example.com', created_at: '2026-01-01T00:00:00Z' }]]) },
  device: {
    policy: envelope({
      default: true,
      service_mode_v2: { mode: 'proxy', port: 3128 },
      exclude: [{ address: '10.0.0.0/8' }],
    }),
    fallback: envelope([{ suffix: 'corp.internal', dns_server: ['10.0.0.53'] }]),
  },
  organization: envelope({ name: 'Acme', auth_domain: 'acme.cloudflareaccess.com', warp_auth_session_duration: '24h' }),
  apps: envelope([
    {
      name: 'Wiki',
      type: 'self_hosted',
      aud: 'a',
      destinations: [{ type: 'private', cidr: '10.0.0.1/32', port_range: '22-24' }],
    },
  ]),
};
const text = JSON.stringify(everything, null, 1);

/** `read`, or the reasons of a refusal. Any other fault fails the test. */
function outcomeOf(given: string): string {
  try {
    const { policies } = importFiles([{ name: 'export.json', text: given }]);
    return policies.every(({ id }) => typeof id === 'string') ? 'read' : 'read wrong';
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    return fault.message;
  }
}

const unharmed = () => Object.keys(Object.prototype).length === 0 && ({} as { admin?: unknown }).admin === undefined;

it('is read whole', () => {
  const { policies, lists, settings } = importFiles([{ name: 'export.json', text }]);
  expect([policies.length, lists[0]?.values, Object.keys(settings ?? {})]).toEqual([
    2,
    ['wiki.example.com'],
    ['client', 'dns', 'team', 'access'],
  ]);
});

describe('a damaged export', () => {
  it('cut at any place is refused with that place', () => {
    for (let end = 0; end < text.length; end += 1) {
      expect(outcomeOf(text.slice(0, end))).toMatch(/^export\.json:\d+:\d+: no valid JSON: /);
    }
  });

  it('with a character more, less or other is read, or refused with reasons', () => {
    const edit = fc.record({
      at: fc.nat(text.length),
      drop: fc.nat(3),
      put: fc.constantFrom('', ',', '"', '}', ']', '{', '[', '\\', '\0', '-', '1e999', 'null', '{}', ' {}', '\u{feff}'),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const damaged = edits.reduce(
          (rest, { at, drop, put }) => rest.slice(0, at) + put + rest.slice(at + drop),
          text,
        );
        expect(outcomeOf(damaged)).toMatch(/^read$|^export\.json/);
      }),
      { numRuns: 1500 },
    );
  });

  it('with members that hold each other’s values is read, or refused with reasons', () => {
    const places = placesIn(everything);
    const anyPlace = fc.nat(places.length - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyPlace, anyPlace), { minLength: 1, maxLength: 4 }), (swaps) => {
        const copy = structuredClone(everything) as unknown;
        for (const [left, right] of swaps) swap(copy, places[left] ?? [], places[right] ?? []);
        expect(outcomeOf(JSON.stringify(copy))).toMatch(/^read$|^export\.json/);
      }),
      { numRuns: 1500 },
    );
  });

  it('with any value at any place is read, or refused with reasons', () => {
    const places = placesIn(everything);
    fc.assert(
      fc.property(fc.nat(places.length - 1), fc.jsonValue(), (at, value) => {
        const copy = structuredClone(everything) as unknown;
        put(copy, places[at] ?? [], value);
        expect(outcomeOf(JSON.stringify(copy))).toMatch(/^read$|^export\.json/);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('an export that means harm', () => {
  const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;

  it.each([
    ['arrays', nested('[', ']', 100_000)],
    ['objects', nested('{"a":', '}', 100_000)],
    ['envelopes', nested('{"result":', '}', 150)],
    ['conditions', `{"action":"allow","conditions":[{"type":"traffic","expression":${nested('{"not":', '}', 180)}}]}`],
  ])('may nest %s as deep as it likes', (_, given) => {
    expect(outcomeOf(given)).toMatch(/^read$|^export\.json/);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'may call its members %s, and changes nothing outside of it',
    (name) => {
      const named = (value: unknown) => `{${JSON.stringify(name)}:${JSON.stringify(value)}}`;
      for (const value of [{ admin: true }, [rule()], envelope([rule()]), everything]) outcomeOf(named(value));
      for (const place of placesIn(everything)) {
        const copy = structuredClone(everything) as unknown;
        put(copy, place, '@');
        outcomeOf(JSON.stringify(copy).replace('"@"', named({ admin: true })));
      }
      expect(unharmed()).toBe(true);
    },
  );

  it('is read in a time that grows with its length', () => {
    const timeOf = (count: number) => {
      const rules = Array.from({ length: count }, (_, id) => rule({ id: `r${id}`, precedence: id }));
      const items = Array.from({ length: count * 5 }, (_, id) => ({ value: `10.${id >> 8}.${id & 255}.1` }));
      const given = JSON.stringify({
        rules,
        items: { [listId]: items },
        exclude: items.map(({ value }) => ({ address: value })),
      });
      const start = performance.now();
      expect(outcomeOf(given)).toBe('read');
      return performance.now() - start;
    };
    // The quickest of a few: a busy machine makes single ones slow.
    const quickest = (count: number) => Math.min(...Array.from({ length: 3 }, () => timeOf(count)));
    const [little, much] = [quickest(200), quickest(1600)];
    expect(much).toBeLessThan(Math.max(little, 5) * 8 * 6);
  });
});

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key])),
  ];
}

function holderOf(root: unknown, path: Path): Record<string | number, unknown> | undefined {
  let holder: unknown = root;
  for (const key of path.slice(0, -1)) {
    holder =
      typeof holder === 'object' && holder !== null ? (holder as Record<string | number, unknown>)[key] : undefined;
  }
  return typeof holder === 'object' && holder !== null ? (holder as Record<string | number, unknown>) : undefined;
}

function put(root: unknown, path: Path, value: unknown): void {
  const holder = holderOf(root, path);
  const key = path.at(-1);
  if (holder !== undefined && key !== undefined) holder[key] = value;
}

/** By value, so that nothing comes to hold itself. */
function swap(root: unknown, left: Path, right: Path): void {
  const valueAt = (path: Path) => structuredClone(holderOf(root, path)?.[path.at(-1) ?? '']);
  const [first, second] = [valueAt(left), valueAt(right)];
  put(root, left, second);
  put(root, right, first);
}
