import { Pick } from '../../shared/pick.tsx';
import styles from './environment.module.css';
import { useForm } from './form-context.ts';
import type { Place } from './place.ts';

type Props = {
  readonly place: Place;
  /** For who can't see what stands beside it. */
  readonly label: string;
  readonly value: string;
  readonly options: Readonly<Record<string, string>>;
  readonly onPick: (value: string) => void;
};

/** One of several words at a place of the environment. A word that is not on offer is shown all the same. */
export function PlacePick({ place, label, value, options, onPick }: Props) {
  const form = useForm();
  const all = Object.hasOwn(options, value) ? options : { ...options, [value]: value };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is picked inside tells where in the text it stands.
    <div className={styles.pick} onFocus={() => form.point(place)}>
      <Pick label={label} value={value} options={all} onPick={(next) => !form.isFrozen && onPick(next)} />
    </div>
  );
}
