import { isMapping, isSame, type Place, sayPlace, valueAt } from './place.ts';
import { setInText } from './yaml-edit.ts';
import { readText } from './yaml-reading.ts';

export type Difference = { readonly place: Place; readonly value: unknown };

/** Where `after` says another thing than `before`; lists of different length differ as a whole. */
export function differences(before: unknown, after: unknown, place: Place = []): readonly Difference[] {
  if (isSame(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((item, at) => differences(before[at], item, [...place, at]));
  }
  if (!isMapping(before) || !isMapping(after)) return [{ place, value: after }];
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...gone.map((key) => ({ place: [...place, key], value: undefined })),
    ...Object.entries(after).flatMap(([key, value]) => differences(before[key], value, [...place, key])),
  ];
}

export type Merged = {
  readonly text: string;
  readonly taken: number;
  /** Changed on both sides; the draft's stays. */
  readonly conflicts: readonly string[];
};

/** Puts into a draft what became of the environment that it began with. `undefined`: one of the texts can't be read. */
export function takeOver(draft: string, base: string, theirs: string): Merged | undefined {
  const [mine, before, after] = [draft, base, theirs].map((text) => readText(text)?.data);
  if (mine === undefined || before === undefined || after === undefined) return undefined;
  let text = draft;
  let taken = 0;
  const conflicts: string[] = [];
  for (const { place, value } of differences(before, after)) {
    const own = valueAt(mine, place);
    if (isSame(own, value)) continue;
    const next = isSame(own, valueAt(before, place)) ? setInText(text, place, value) : undefined;
    if (next === undefined) conflicts.push(sayPlace(place));
    else {
      text = next;
      taken += 1;
    }
  }
  return { text, taken, conflicts };
}
