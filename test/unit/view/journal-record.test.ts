import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import { journalEntries } from '../../../app/view/journal.ts';
import { type JournalKind, journalKinds } from '../../../app/view/journal-kinds.ts';
import { type JournalFilter, JournalRecord } from '../../../app/view/journal-record.ts';
import type { JournalEntry } from '../../../app/view/snapshot-shape.ts';
import { type Story, story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const names: Readonly<Record<string, string>> = { alice: 'Alice alice@example.com', bob: 'Bob bob@example.com' };

function recordOf(lines: readonly LogLine[]): JournalRecord {
  const record = new JournalRecord();
  for (const line of lines) record.take(line, (id) => names[id] ?? id);
  return record;
}

function found(lines: readonly LogLine[], filter: JournalFilter, record = recordOf(lines)): readonly JournalEntry[] {
  const entries = new Map(lines.flatMap(journalEntries).map((entry) => [entry.id, entry]));
  const places = record.slice(filter, 0, record.count(filter));
  return places.map(({ line, index }) => {
    const entry = entries.get(`${line}.${index}`);
    if (entry === undefined) throw new Error(`there is no entry ${line}.${index}`);
    return entry;
  });
}

/** A week with an expiry in it, a flow, a sign-in by somebody else and one by Alice. */
function week(): Story {
  const run = story(
    world({ actors: { lookups: { does: { resolve: 'git.corp.internal' }, every: '6h', first: '1m' } } }),
  );
  run.connect(past('1h'), { host: '10.20.0.30', port: 22 }, { hold: true });
  run.tell(past('2h'), { type: 'close-flow', flowId: Object.keys(run.state.flows)[0] ?? '' });
  run.connect(past('169h'));
  run.reauth(past('170h'), 'bob@example.com');
  run.reauth(past('171h'));
  run.connect(past('172h'));
  return run;
}

const typesOf = (entries: readonly JournalEntry[]) => new Set(entries.map(({ type }) => type));

describe('what is kept of a journal', () => {
  it('holds every entry, in the order in which things happened', () => {
    const { lines } = week();
    const all = found(lines, {});
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set(lines.flatMap(journalEntries).map(({ id }) => id)));
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((one, other) => one - other));
  });

  it('gives every event that a journal tells a kind', () => {
    const { lines } = week();
    const each = journalKinds.flatMap((kind) => found(lines, { kinds: [kind] }).map(({ id }) => id));
    expect(new Set(each).size).toBe(lines.flatMap(journalEntries).length);
  });

  it.each<[JournalKind, readonly string[]]>([
    ['refused', ['lookup-decided', 'connection-decided']],
    ['lookups', ['lookup-decided']],
    ['notices', ['notice-due', 'notice-posted']],
    ['flows', ['flow-opened', 'flow-closed']],
    ['sign-ins', ['reauth-started', 'reauth-refused', 'provider-signed-in', 'reauth-completed']],
  ])('finds %s by their kind', (kind, types) => {
    for (const type of typesOf(found(week().lines, { kinds: [kind] }))) expect(types).toContain(type);
    expect(found(week().lines, { kinds: [kind] })).not.toEqual([]);
  });

  it('finds what a destination, a policy or a person has to do with', () => {
    const { lines } = week();
    expect(typesOf(found(lines, { text: '10.20.0.30' }))).toEqual(
      new Set(['connection-decided', 'flow-opened', 'flow-closed']),
    );
    const byPolicy = typesOf(found(lines, { text: 'private range' }));
    expect(byPolicy).toContain('notice-due');
    expect(byPolicy).toContain('connection-decided');
    expect(typesOf(found(lines, { text: 'ALICE@example' }))).toContain('reauth-completed');
    expect(typesOf(found(lines, { text: 'bob@example.com' }))).toContain('reauth-refused');
  });

  it('wants every word, and any of the kinds', () => {
    const { lines } = week();
    expect(found(lines, { kinds: ['refused'], text: '10.20.0.10 expired' })).toHaveLength(1);
    expect(found(lines, { kinds: ['refused'], text: '10.20.0.10 mars' })).toEqual([]);
    const both = found(lines, { kinds: ['notices', 'flows'] });
    expect(both).toHaveLength(found(lines, { kinds: ['notices'] }).length + found(lines, { kinds: ['flows'] }).length);
  });

  it('finds the same, however it was asked while it grew', () => {
    const { lines } = week();
    const kinds = fc.subarray([...journalKinds]);
    const text = fc.constantFrom('', 'range', '10.20.0.10', 'alice', 'refused');
    fc.assert(
      fc.property(kinds, text, fc.nat(lines.length), (some, words, cut) => {
        const filter = { kinds: some, text: words };
        const growing = recordOf(lines.slice(0, cut));
        growing.count(filter);
        for (const line of lines.slice(cut)) growing.take(line, (id) => names[id] ?? id);
        expect(found(lines, filter, growing)).toEqual(found(lines, filter));
      }),
    );
  });

  it('tells how many come ahead of a line', () => {
    const { lines } = week();
    const record = recordOf(lines);
    for (const filter of [{}, { kinds: ['refused' as const] }, { text: 'range' }]) {
      const entries = found(lines, filter);
      for (const { n } of lines) {
        expect(record.rankOf(filter, n)).toBe(entries.filter(({ id }) => Number.parseInt(id, 10) < n).length);
      }
    }
  });

  it('forgets the lines that a log lost', () => {
    const { lines } = week();
    const record = recordOf(lines);
    const filter = { kinds: ['refused' as const] };
    const kept = found(lines, filter).filter(({ id }) => Number.parseInt(id, 10) >= 5);
    record.forgetBefore(5);
    expect(record.firstLine).toBeGreaterThanOrEqual(5);
    expect(found(lines, filter, record)).toEqual(kept);
  });
});
