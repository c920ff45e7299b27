import type { ResultOf } from '../../app/bridge/contract.ts';
import { saySpan } from '../../app/time/span.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { RunningEmulator } from './session.ts';
import { alignRows, joinParagraphs } from './text.ts';

type Designs = ResultOf<'design.compare'>;
type Design = Designs['here'];
type Dying = Pick<Design['expiries'][number], 'destinations' | 'names'>;

/** The first start that is not called as the environment in force. */
export async function chooseOther(emulator: RunningEmulator): Promise<string> {
  const [{ name }, starts] = await Promise.all([
    emulator.call('environment.show', {}),
    emulator.call('start.list', {}),
  ]);
  return (starts.find((start) => start.name !== name) ?? starts[0])?.id ?? '';
}

/** One row for each span after which something dies in either, counted from a sign-in. */
export function sayDesigns({ here, there }: Designs): string {
  const spans = [...here.expiries, ...there.expiries].map(({ afterSeconds }) => afterSeconds);
  const instants = [...new Set(spans)].toSorted((a, b) => a - b);
  const rows = instants.flatMap((after) =>
    layRow(`after ${saySpan(after * 1000)}`, sayAt(here, after), sayAt(there, after)),
  );
  return joinParagraphs(
    ['What stops answering, counted from a sign-in, if nobody signs in again:'],
    alignRows([
      ['', `here: ${here.name}`, there.name],
      ...rows,
      ...layRow('never', sayDying(here, here.never), sayDying(there, there.never)),
    ]),
  );
}

function sayAt(design: Design, after: number): string[] {
  const expiry = design.expiries.find(({ afterSeconds }) => afterSeconds === after);
  if (expiry === undefined) return [];
  return [...sayDying(design, expiry), `by ${sayFew(expiry.policies.map((name) => `“${name}”`))}`];
}

/** What it takes in words, its names below where they are few. */
function sayDying(design: Design, { destinations, names }: Dying): string[] {
  const all = [...design.expiries, design.never];
  const isAll = names.length > 0 && names.length === all.flatMap((one) => one.names).length;
  const places = destinations.length === 0 ? [] : [sayPlaces(destinations)];
  const private_ = names.length === 0 ? [] : [isAll ? 'all private names' : `names in ${sayFew(names)}`];
  return [...places, ...private_];
}

function sayPlaces(destinations: readonly string[]): string {
  if (destinations.length <= most) return destinations.join(', ');
  return numberOf(destinations.length, 'destination', 'destinations');
}

const most = 4;

function sayFew(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** Two cells of several lines each beside one another. */
function layRow(label: string, left: readonly string[], right: readonly string[]): string[][] {
  const height = Math.max(left.length, right.length, 1);
  return Array.from({ length: height }, (_, line) => [
    line === 0 ? label : '',
    left[line] ?? (line === 0 ? '–' : ''),
    right[line] ?? (line === 0 ? '–' : ''),
  ]);
}
