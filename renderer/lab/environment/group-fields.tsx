import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import controls from '../../shared/controls.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { Fields } from './field.tsx';
import { FieldRow, keyIn } from './field-row.tsx';
import { type FieldState, useForm } from './form-context.ts';
import { isMapping, type Place, valueAt } from './place.ts';
import { PlacePick } from './place-pick.tsx';
import { type Schema, schemaAt, shapeFor } from './schema.ts';
import { newShapes } from './sections.ts';
import { sayValue } from './text-fields.tsx';

type Props = { readonly place: Place; readonly field: FieldState };

/** A mapping that may be absent as a whole: the hours that a program keeps. */
export function OptionalGroup({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const { value, words, pattern, faults } = field;
  const isThere = value !== undefined;
  return (
    <>
      <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed>
        <Switch.Root
          className={controls.switch}
          aria-labelledby={`${id}-label`}
          checked={isThere}
          readOnly={form.isFrozen}
          onFocus={() => form.point(place)}
          onCheckedChange={(next) => form.set(place, next ? newShapes[pattern]?.whole : undefined)}
        >
          <Switch.Thumb className={controls.thumb} />
        </Switch.Root>
        {!isThere && <span className={styles.soft}>{words.absent}</span>}
      </FieldRow>
      {isThere && (
        <div className={styles.inner}>
          <Fields place={place} />
        </div>
      )}
    </>
  );
}

/** One of several shapes, told by the first key that each must have: what a program does. */
export function ShapeField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const { value, words, schema, pattern, faults } = field;
  const shapes = (schema.anyOf ?? schema.oneOf ?? []).map(nameOf);
  const chosen = nameOf(shapeFor(schema, value) ?? {});
  const options = Object.fromEntries(shapes.map((shape) => [shape, words.values?.[shape] ?? shape]));
  return (
    <>
      <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed>
        <PlacePick
          place={place}
          label={words.label}
          value={chosen}
          options={options}
          onPick={(next) => form.set(place, newShapes[pattern]?.[next])}
        />
      </FieldRow>
      <div className={styles.inner}>
        <Fields place={place} />
      </div>
    </>
  );
}

const nameOf = ({ required }: Schema) => required?.[0] ?? '';

/** The key that tells which shape an entry has; another one keeps what both of them have. */
export function TypeField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const owner = place.slice(0, -1);
  const shapes = schemaAt(form.schema, owner, form.data)?.oneOf ?? [];
  const types = shapes.flatMap(({ properties }) => properties?.type?.enum ?? [String(properties?.type?.const)]);
  const pick = (type: string) => {
    const shape = shapes.find(
      ({ properties }) => properties?.type?.enum?.includes(type) ?? properties?.type?.const === type,
    );
    const before = valueAt(form.data, owner);
    const kept = Object.entries(isMapping(before) ? before : {}).filter(([key]) => shape?.properties?.[key]);
    const isOther = type === 'A' || type === 'AAAA';
    const asked = (shape?.required ?? []).map((key) => [key, usual[key]] as const);
    const next = { ...Object.fromEntries(asked), ...Object.fromEntries(kept), type };
    form.set(owner, isOther ? { ...next, address: type === 'A' ? '10.20.9.9' : 'fd00:20::99' } : next);
  };
  return (
    <FieldRow id={id} words={field.words} name={keyIn(field.pattern)} faults={field.faults} isNamed>
      <PlacePick
        place={place}
        label={field.words.label}
        value={sayValue(field.value)}
        options={Object.fromEntries(types.map((type) => [type, type]))}
        onPick={(type) => pick(type)}
      />
    </FieldRow>
  );
}

const usual: Readonly<Record<string, unknown>> = {
  name: 'new.corp.internal',
  host: 'host.corp.internal',
  text: ['text'],
  port: 443,
};

/** Values of any kind by the names of Gateway's fields: the text is the better place for these. */
export function FactsField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const count = isMapping(field.value) ? Object.keys(field.value).length : 0;
  return (
    <FieldRow id={id} words={field.words} name={keyIn(field.pattern)} faults={field.faults} isNamed>
      <span className={styles.soft}>{texts.facts(count)}</span>
      <button type="button" className={controls.quiet} onClick={() => form.point(place)}>
        {texts.showInText}
      </button>
    </FieldRow>
  );
}
