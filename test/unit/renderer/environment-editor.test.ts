import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../../main/files/json-schemas.ts';
import { hasUnapplied, keepDraft, readDraft } from '../../../renderer/lab/environment/draft-store.ts';
import { differences, takeOver } from '../../../renderer/lab/environment/merge.ts';
import { fileNameOf } from '../../../renderer/lab/environment/opened-files.ts';
import { kindOf, patternOf, type Schema, schemaAt, shapeFor } from '../../../renderer/lab/environment/schema.ts';
import { newEntries, newShapes, sectionOf } from '../../../renderer/lab/environment/sections.ts';
import { summaryOf } from '../../../renderer/lab/environment/summary.ts';
import { cursorIn } from '../../../renderer/lab/environment/yaml-cursor.ts';
import { fieldWords } from '../../../renderer/shared/texts/environment.ts';
import { world } from '../../support/worlds.ts';

const schema = jsonSchemas()['environment.schema.json'] as Schema;

/** Every place that an environment may have, with `*` for entries. */
function patternsOf(of: Schema, path: readonly string[] = []): string[] {
  const { anyOf = [], oneOf = [], properties = {}, items, additionalProperties: inner } = of;
  return [
    ...(path.length === 0 ? [] : [path.join('.')]),
    ...[...anyOf, ...oneOf].flatMap((shape) => patternsOf(shape, path)),
    ...Object.entries(properties).flatMap(([key, one]) => patternsOf(one, [...path, key])),
    ...(items ? patternsOf(items, [...path, '*']) : []),
    ...(typeof inner === 'object' ? patternsOf(inner, [...path, '*']) : []),
  ];
}

const elsewhere = /^(version|policies|lists|warnings)\b/;
const patterns = [...new Set(patternsOf(schema))].filter((pattern) => !elsewhere.test(pattern));

describe('the form', () => {
  it('has words for every field that an environment may have', () => {
    const fields = patterns.filter((pattern) => {
      const found = schemaAt(schema, pattern.split('.'), undefined);
      return found !== undefined && kindOf(found) !== 'group' && !pattern.endsWith('.*') && !/ports\.\*/.test(pattern);
    });
    expect(fields.length).toBeGreaterThan(80);
    expect(fields.filter((pattern) => fieldWords[pattern] === undefined)).toEqual([]);
  });

  it('has no words for a field that none has', () => {
    expect(Object.keys(fieldWords).filter((pattern) => !patterns.includes(pattern))).toEqual([]);
  });

  it('calls every word of the file something', () => {
    const missing = Object.entries(fieldWords).flatMap(([pattern, { values = {} }]) => {
      const found = schemaAt(schema, pattern.split('.'), undefined);
      const words = (found?.enum ?? found?.items?.enum ?? []).filter((word) => /^[a-z-]+$/.test(word));
      return words.filter((word) => values[word] === undefined).map((word) => `${pattern}: ${word}`);
    });
    expect(missing).toEqual([]);
  });

  it('shows every part of an environment somewhere', () => {
    const parts = Object.keys(schema.properties ?? {}).filter((key) => key !== 'version');
    expect(parts.filter((key) => sectionOf([key]) === undefined)).toEqual([]);
    expect(sectionOf(['device', 'posture', 'disk'])).toBe('posture');
    expect(sectionOf(['client', 'splitTunnel', 'entries', 0])).toBe('tunnel');
    expect(sectionOf(['client', 'mode'])).toBe('device');
  });

  it('begins entries with what an environment takes', () => {
    const named = Object.entries(newEntries).filter(([, { key }]) => key !== '');
    for (const [pattern, { key, value }] of named) {
      const [first = '', second] = pattern.split('.');
      expect(() =>
        world({ [first]: second === undefined ? { [key]: value } : { [second]: { [key]: value } } }),
      ).not.toThrow();
    }
    expect(() =>
      world({
        person: { day: [newEntries['person.day']?.value] },
        dns: {
          localDomainFallback: [newEntries['dns.localDomainFallback']?.value],
          records: [newEntries['dns.records']?.value],
        },
        identity: { issuer: newShapes['identity.issuer']?.whole },
      }),
    ).not.toThrow();
    for (const does of Object.values(newShapes['actors.*.does'] ?? {})) {
      expect(() =>
        world({ actors: { one: { does, every: '1m', hours: newShapes['actors.*.hours']?.whole } } }),
      ).not.toThrow();
    }
  });

  it('tells the shape of an entry by what it holds', () => {
    const record = schemaAt(schema, ['dns', 'records', 0], undefined) ?? {};
    expect(shapeFor(record, { type: 'SRV' })?.required).toEqual(['name', 'type', 'port', 'host']);
    const does = schemaAt(schema, ['actors', 'x', 'does'], undefined) ?? {};
    expect(shapeFor(does, { connect: 'a', port: 1 })?.required).toEqual(['connect', 'port']);
    expect(patternOf(schema, ['actors', 'x', 'does', 'port'])).toBe('actors.*.does.port');
    expect(patternOf(schema, ['people', 'name', 'name'])).toBe('people.*.name');
  });

  it('says an entry on one line', () => {
    expect(summaryOf({ host: 'w', address: '10.0.0.1', ports: { 80: 'http', 443: 'https' }, up: false })).toBe(
      'w · 10.0.0.1 · 80, 443 · down',
    );
  });
});

describe('a draft made against an earlier environment', () => {
  const base = 'a: 1\nb: { c: 2, d: [x] }\ne: 5\n';

  it('takes over what changed there, and keeps its own words', () => {
    const draft = '# Mine.\na: 1   # one\nb: { c: 3, d: [x] }\ne: 5\n';
    const merged = takeOver(draft, base, 'a: 7\nb: { c: 2, d: [x, y] }\nf: 6\n');
    expect(merged).toEqual({
      text: '# Mine.\na: 7   # one\nb: { c: 3, d: [x, y] }\nf: 6\n',
      taken: 4,
      conflicts: [],
    });
  });

  it('keeps its own where both changed, and says where', () => {
    expect(takeOver('a: 2\n', 'a: 1\n', 'a: 3\n')).toEqual({ text: 'a: 2\n', taken: 0, conflicts: ['a'] });
    expect(takeOver('a: 3\n', 'a: 1\n', 'a: 3\n')).toEqual({ text: 'a: 3\n', taken: 0, conflicts: [] });
  });

  it('can’t while it is no YAML', () => {
    expect(takeOver('a: {', base, base)).toBeUndefined();
  });

  it('differs where it differs', () => {
    expect(differences({ a: [1, 2], b: 1 }, { a: [1, 3], c: 1 })).toEqual([
      { place: ['b'], value: undefined },
      { place: ['a', 1], value: 3 },
      { place: ['c'], value: 1 },
    ]);
  });
});

describe('a kept draft', () => {
  const storeOf = (limit = Number.POSITIVE_INFINITY) => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => {
        if (text.length > limit) throw new DOMException('full', 'QuotaExceededError');
        kept.set(key, text);
      },
      removeItem: (key: string) => void kept.delete(key),
      key: (at: number) => [...kept.keys()][at] ?? null,
      get length() {
        return kept.size;
      },
    };
  };
  const draft = { base: 'a: 1\n', text: 'a: 2\n', settled: 'a: 1\n', leftOut: false, files: [] };

  it('is that of its run, and goes with what was applied', () => {
    const store = storeOf();
    expect(keepDraft('run-1', draft, store)).toBe(true);
    expect(readDraft('run-1', store)).toEqual(draft);
    expect(readDraft('run-2', store)).toBeUndefined();
    expect(hasUnapplied('run-1', store)).toBe(true);
    keepDraft('run-1', { ...draft, settled: draft.text }, store);
    expect(hasUnapplied('run-1', store)).toBe(false);
    keepDraft('run-1', undefined, store);
    expect(store.length).toBe(0);
  });

  it('is one of the latest four', () => {
    const store = storeOf();
    for (const run of ['1', '2', '3', '4', '5', '6']) keepDraft(run, draft, store);
    expect(store.length).toBe(4);
  });

  it('says when there is no room for it, and does no harm when it is damaged', () => {
    const store = storeOf(20);
    expect(keepDraft('run-1', draft, store)).toBe(false);
    store.setItem('environment-draft run-1', '{"draft":');
    expect(readDraft('run-1', store)).toBeUndefined();
  });
});

describe('the cursor in a text', () => {
  const text =
    'client:\n  mode: x\n  splitTunnel: { mode: in\npeople:\n  alice:\n    na\ndns:\n  records:\n    - { name: a, ty\n    - na';
  const at = (found: string) => {
    const offset = text.indexOf(found) + found.length;
    const cursor = cursorIn(text, offset);
    return cursor && [cursor.place.join('.'), cursor.isKey ? 'key' : 'value', text.slice(cursor.from, offset)];
  };

  it('is below the keys around it, at a key or at a value', () => {
    expect(at('  mode: x')).toEqual(['client.mode', 'value', 'x']);
    expect(at('{ mode: in')).toEqual(['client.splitTunnel.mode', 'value', 'in']);
    expect(at('    na')).toEqual(['people.alice', 'key', 'na']);
    expect(at('name: a, ty')).toEqual(['dns.records.0', 'key', 'ty']);
    expect(at('    - na')).toEqual(['dns.records.0', 'key', 'na']);
    expect(at('client')).toEqual(['', 'key', 'client']);
  });

  it('is nowhere in a comment', () => {
    expect(cursorIn('a: 1 # mo', 9)).toBeUndefined();
  });
});

it('names a file by its environment', () => {
  expect(fileNameOf('Acme, one policy')).toBe('acme-one-policy.environment.yaml');
  expect(fileNameOf('…')).toBe('mine.environment.yaml');
});
