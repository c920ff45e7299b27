import { Select } from '@base-ui/react/select';
import controls from './controls.module.css';
import styles from './pick.module.css';

type Props<V extends string> = {
  readonly label: string;
  readonly value: V;
  readonly options: Readonly<Record<V, string>>;
  readonly onPick: (value: V) => void;
};

/** One of several, the others a click away. */
export function Pick<V extends string>({ label, value, options, onPick }: Props<V>) {
  const values = Object.keys(options) as V[];
  const pick = (next: V | null) => next !== null && next !== value && onPick(next);
  return (
    <Select.Root items={options} value={value} onValueChange={pick} modal={false}>
      <span className={styles.pick}>
        <Select.Label className={styles.label}>{label}</Select.Label>
        <Select.Trigger className={`${controls.button} ${styles.trigger}`}>
          <Select.Value className={styles.value} />
          <Select.Icon className={styles.icon}>▾</Select.Icon>
        </Select.Trigger>
      </span>
      <Select.Portal>
        <Select.Positioner className={styles.above} sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className={`${controls.menu} ${styles.popup}`}>
            {values.map((each) => (
              <Select.Item key={each} value={each} className={controls.item}>
                <Select.ItemText>{options[each]}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
