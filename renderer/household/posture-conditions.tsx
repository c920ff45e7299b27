import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { Pick } from '../shared/pick.tsx';
import { texts } from '../shared/texts.ts';
import { useSet } from '../shared/use-set.ts';

const words = texts.conditions;

/** The posture checks that the policies ask for, and what each came to on this device. */
export function PostureConditions({ posture }: { readonly posture: Snapshot['posture'] }) {
  const set = useSet();
  return posture.map(({ check, stands }) => (
    <Pick
      key={check}
      label={words.check(check)}
      value={stands}
      options={words.stands}
      onPick={(next) => set(`device.posture[${JSON.stringify(check)}]`, next === 'not-told' ? '~' : next)}
    />
  ));
}
