import { ChoiceField, FlagField, PicksField } from './choice-fields.tsx';
import { EntriesField } from './entries-field.tsx';
import { useField, useForm } from './form-context.ts';
import { FactsField, OptionalGroup, ShapeField, TypeField } from './group-fields.tsx';
import { type Place, valueAt } from './place.ts';
import { PortsField, TableField } from './ports-field.tsx';
import { keysAt, kindOf, schemaAt } from './schema.ts';
import { naming, sectionOf } from './sections.ts';
import { TextField, TextsField } from './text-fields.tsx';

/** A field for each key that may stand at a place, but for those that another part of the form shows. */
export function Fields({ place }: { readonly place: Place }) {
  const { schema, data } = useForm();
  const own = keysAt(schema, place, data).filter((key) => sectionOf([...place, key]) === sectionOf(place));
  return own.map((key) => <Field key={key} place={[...place, key]} />);
}

/** What a place looks like in the form, by its schema. */
export function Field({ place }: { readonly place: Place }) {
  const { schema: root, data } = useForm();
  const field = useField(place);
  if (field === undefined) return null;
  const { schema, pattern, words } = field;
  const props = { place, field };
  if (naming[pattern] === 'one') return <ChoiceField {...props} options={peopleOf(data)} />;
  if (naming[pattern] === 'several') return <PicksField {...props} options={peopleOf(data)} />;
  if (schemaAt(root, place.slice(0, -1), data)?.oneOf && place.at(-1) === 'type') return <TypeField {...props} />;
  switch (kindOf(schema)) {
    case 'flag':
      return <FlagField {...props} />;
    case 'choice':
      return <ChoiceField {...props} />;
    case 'picks':
      return <PicksField {...props} options={optionsOf(schema.items?.enum ?? [], words.values)} />;
    case 'texts':
    case 'numbers':
      return <TextsField {...props} />;
    case 'items':
    case 'entries':
      return <EntriesField {...props} />;
    case 'ports':
      return <PortsField {...props} />;
    case 'table':
      return <TableField {...props} />;
    case 'variant':
      return <ShapeField {...props} />;
    case 'facts':
      return <FactsField {...props} />;
    case 'group':
      return words.absent === undefined ? <Fields place={place} /> : <OptionalGroup {...props} />;
    default:
      return <TextField {...props} />;
  }
}

function peopleOf(data: unknown): Readonly<Record<string, string>> {
  const people = valueAt(data, ['people']);
  if (typeof people !== 'object' || people === null) return {};
  return Object.fromEntries(Object.keys(people).map((key) => [key, key]));
}

function optionsOf(words: readonly string[], called: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(words.map((word) => [word, called[word] ?? word]));
}
