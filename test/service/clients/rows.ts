import type { FailureSurface } from '../../../app/environment/environment.ts';
import type { Cell } from './record.ts';
import type { Seen, When } from './seen.ts';
import type { Way } from './way.ts';

export type Row = { readonly surface: FailureSurface; readonly ways: Way[]; readonly seen: Seen };

const ends: { readonly [when in When]: string } = {
  'at once': 'at once',
  'after 15 s': 'after 15 s',
  'after 30 s': 'after 30 s',
  'after 30 s or 60 s': 'after 30 s or 60 s',
  never: 'not by itself',
  own: 'at its limit',
};

/** Ways that look the same are one row; those with a limit come after those without. */
export function mergeRows(
  surface: FailureSurface,
  cells: readonly { readonly way: Way; readonly cell: Cell }[],
): Row[] {
  const rows = new Map<string, Row>();
  const own = cells.flatMap(({ way, cell }) => (cell.own === undefined ? [] : [{ way, cell: cell.own }]));
  for (const { way, cell: seen } of [...cells, ...own]) {
    const key = JSON.stringify([seen.when, seen.exit, seen.words]);
    const row = rows.get(key) ?? { surface, ways: [], seen };
    row.ways.push(way);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** `http, https by SOCKS5, CONNECT; http by absolute form` */
export function sayWays(ways: readonly Way[]): string {
  const whats = groupBy(ways, ({ what }) => what);
  const said = [...whats].map(([what, those]) => ({ what, by: those.flatMap(({ by }) => by || []).join(', ') }));
  return [...groupBy(said, ({ by }) => by)]
    .map(([by, those]) => [those.map(({ what }) => what).join(', '), ...(by === '' ? [] : [by])].join(' by '))
    .join('; ');
}

export function sayEnd(ways: readonly Way[], when: When): string {
  const limits = new Set(ways.flatMap(({ limit }) => (limit === undefined ? [] : [`\`${limit.name}\``])));
  return when === 'own' ? `${ends.own} (${[...limits].join(', ')})` : ends[when];
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

export function sayWords(words: string): string {
  if (words === '') return 'nothing';
  return words
    .split('\n')
    .map((line) => `\`${line.replaceAll('|', '\\|').replaceAll('`', "'")}\``)
    .join('<br>');
}
