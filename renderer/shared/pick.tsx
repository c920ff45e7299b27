import { Select } from '@base-ui/react/select';
import { useRef } from 'react';
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
  const frame = useRef<HTMLDivElement>(null);
  const values = Object.keys(options) as V[];
  const pick = (next: V | null) => next !== null && next !== value && onPick(next);
  return (
    <Select.Root items={options} value={value} onValueChange={pick} modal={false}>
      <div ref={frame} className={styles.frame}>
        <span className={styles.pick}>
          <Select.Label className={styles.label}>{label}</Select.Label>
          <Select.Trigger className={`${controls.button} ${styles.trigger}`}>
            <Select.Value className={styles.value} />
            <Select.Icon className={styles.icon}>▾</Select.Icon>
          </Select.Trigger>
        </span>
      </div>
      {/* Beside its button, so that it stands in the same part of the page for a screen reader. */}
      <Select.Portal container={frame}>
        <Select.Positioner
          className={styles.above}
          sideOffset={4}
          align="start"
          alignItemWithTrigger={false}
          positionMethod="fixed"
        >
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
