import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FailureSurface, failureSurfaces } from '../../../app/environment/environment.ts';
import { readSeen, type Seen } from './seen.ts';
import { findVersions } from './versions.ts';
import type { Walked } from './walk.ts';
import { nameOf, type ProgramName, type Way } from './way.ts';

/** `own`: with a limit of its own, where that makes a difference. */
export type Cell = Seen & { readonly own?: Seen };

/** What was seen once, and with what; the document is made of it. */
export type Record = {
  readonly versions: Partial<{ readonly [program in ProgramName]: string }>;
  readonly seen: { readonly [surface in FailureSurface]: { readonly [way: string]: Cell } };
};

const file = join('test', 'service', 'clients', 'seen.json');

export const readRecord = (): Record => JSON.parse(readFileSync(file, 'utf8'));

export function writeRecord(walked: { readonly [surface in FailureSurface]: Walked }, ways: readonly Way[]): void {
  const seen = failureSurfaces.map((surface) => {
    const cells = ways.flatMap((way) => {
      const cell = readCell(way, walked[surface]);
      return cell === undefined ? [] : [[nameOf(way), cell] as const];
    });
    return [surface, Object.fromEntries(cells)] as const;
  });
  const record = { versions: findVersions(), seen: Object.fromEntries(seen) };
  writeFileSync(file, `${JSON.stringify(record, undefined, 2)}\n`);
}

/** `undefined`: the way is never refused. */
export function readCell(way: Way, { refused, limited }: Walked): Cell | undefined {
  const [observed, byItself] = [refused[nameOf(way)], limited[nameOf(way)]];
  if (way.codes === undefined || observed === undefined) return undefined;
  const seen = readSeen(way, observed);
  const own = byItself === undefined ? undefined : readSeen(way, byItself, true);
  const differs =
    own !== undefined &&
    own.when === 'own' &&
    (own.exit !== seen.exit || own.words !== seen.words || seen.when !== 'at once');
  return differs ? { ...seen, own } : seen;
}
