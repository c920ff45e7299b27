import { Checkbox } from '@base-ui/react/checkbox';
import { CheckboxGroup } from '@base-ui/react/checkbox-group';
import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import controls from '../../shared/controls.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { FieldRow, keyIn } from './field-row.tsx';
import { type FieldState, useForm } from './form-context.ts';
import type { Place } from './place.ts';
import { PlacePick } from './place-pick.tsx';
import { sayValue } from './text-fields.tsx';

type Props = { readonly place: Place; readonly field: FieldState };

const unset = ' ';

/** Yes or no. What may be left open is chosen of three; what is called more than yes and no, of two. */
export function FlagField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const { value, words, schema, faults } = field;
  const usual = schema.default;
  if (usual === undefined || !isPlainYes(words.values)) return <ChoiceField place={place} field={field} />;
  const isOn = value === undefined ? usual === true : value === true;
  return (
    <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed>
      <Switch.Root
        className={controls.switch}
        aria-labelledby={`${id}-label`}
        checked={isOn}
        readOnly={form.isFrozen}
        onFocus={() => form.point(place)}
        onCheckedChange={(next) => form.set(place, next)}
      >
        <Switch.Thumb className={controls.thumb} />
      </Switch.Root>
      <span className={styles.soft}>{words.values?.[String(isOn)] ?? String(isOn)}</span>
    </FieldRow>
  );
}

function isPlainYes(values: Readonly<Record<string, string>> | undefined): boolean {
  return values === undefined || values.true === 'yes' || values.true === 'on';
}

/** One of several words of the file, called as people call them. */
export function ChoiceField({
  place,
  field,
  options: given,
}: Props & { readonly options?: Readonly<Record<string, string>> }) {
  const id = useId();
  const form = useForm();
  const { value, words, schema, faults, isRequired } = field;
  const may = schema.type === 'boolean' ? ['true', 'false'] : (schema.enum ?? []);
  const options = given ?? Object.fromEntries(may.map((word) => [word, words.values?.[word] ?? word]));
  const mayBeAbsent = !isRequired && schema.default === undefined;
  const now = sayValue(value ?? schema.default);
  const all = {
    ...(mayBeAbsent ? { [unset]: words.absent ?? texts.unset } : {}),
    ...options,
    ...(now === '' && !mayBeAbsent ? { [unset]: texts.unset } : {}),
  };
  const pick = (next: string) => {
    form.set(place, next === unset ? undefined : schema.type === 'boolean' ? next === 'true' : next);
  };
  return (
    <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed>
      <PlacePick place={place} label={words.label} value={now === '' ? unset : now} options={all} onPick={pick} />
    </FieldRow>
  );
}

/** Some of several. */
export function PicksField({ place, field, options }: Props & { readonly options: Readonly<Record<string, string>> }) {
  const id = useId();
  const form = useForm();
  const { words, schema, faults } = field;
  const value: readonly unknown[] = Array.isArray(field.value)
    ? field.value
    : Array.isArray(schema.default)
      ? schema.default
      : [];
  // One that is not on offer is a fault, and must be seen to be taken away.
  const all = {
    ...options,
    ...Object.fromEntries(value.map((one) => [String(one), options[String(one)] ?? String(one)])),
  };
  const set = (next: readonly string[]) =>
    form.set(
      place,
      Object.keys(all).filter((each) => next.includes(each)),
    );
  return (
    <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed>
      <CheckboxGroup
        className={styles.picks}
        aria-labelledby={`${id}-label`}
        value={value.map(String)}
        onValueChange={(next) => !form.isFrozen && set(next)}
        onFocus={() => form.point(place)}
      >
        {Object.entries(all).map(([each, label]) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the box inside brings its own input.
          <label key={each} className={styles.pickOne}>
            <Checkbox.Root value={each} name={each} className={styles.box}>
              <Checkbox.Indicator className={styles.tick}>✓</Checkbox.Indicator>
            </Checkbox.Root>
            {label}
          </label>
        ))}
      </CheckboxGroup>
      {Object.keys(all).length === 0 && <p className={styles.soft}>{texts.none}</p>}
    </FieldRow>
  );
}
