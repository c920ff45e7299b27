import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId } from 'react';
import styles from './choice.module.css';

type Props<V extends string> = {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string; readonly hint?: string }[];
  readonly onChoose: (value: V) => void;
};

/** One of a few, all in sight. */
export function Choice<V extends string>({ label, value, options, onChoose }: Props<V>) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <RadioGroup
        className={styles.options}
        aria-labelledby={id}
        value={value}
        onValueChange={(next) => onChoose(next as V)}
      >
        {options.map((option) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside brings its own input.
          <label key={option.value} className={styles.option}>
            <Radio.Root value={option.value} className={styles.radio}>
              <Radio.Indicator className={styles.dot} />
            </Radio.Root>
            <span>
              {option.label}
              {option.hint !== undefined && <span className={styles.hint}> {option.hint}</span>}
            </span>
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}
