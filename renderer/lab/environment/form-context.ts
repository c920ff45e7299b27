import { createContext, use } from 'react';
import { type FieldWords, fieldWords } from '../../shared/texts/environment.ts';
import { type Place, sayPlace, startsWith, valueAt } from './place.ts';
import { isRequired, patternOf, type Schema, schemaAt } from './schema.ts';
import type { Issue } from './yaml-editor-shape.ts';

export type Form = {
  readonly schema: Schema;
  /** As the text says it, or as it said it when it could last be read. */
  readonly data: unknown;
  readonly issues: readonly Issue[];
  /** The text can't be read, so nothing can be put into it. */
  readonly isFrozen: boolean;
  /** The entry that is open, as its place is said. */
  readonly opened: string | undefined;
  /** `undefined` takes it away; `isTyping` joins with what was typed just before. */
  set(place: Place, value: unknown, isTyping?: boolean): void;
  add(list: Place, value: unknown): void;
  /** Answers whether that name was free. */
  rename(place: Place, name: string): boolean;
  open(place: Place | undefined): void;
  /** Shows it in the text. */
  point(place: Place): void;
  editPolicy(id?: string): void;
};

export const FormContext = createContext<Form | undefined>(undefined);

export function useForm(): Form {
  const form = use(FormContext);
  if (!form) throw new Error('A field stands outside its form.');
  return form;
}

export type FieldState = {
  readonly value: unknown;
  readonly schema: Schema;
  readonly words: FieldWords;
  readonly pattern: string;
  readonly isRequired: boolean;
  readonly faults: readonly Issue[];
};

/** What there is to show of a place; `undefined` for one that no environment has. */
export function useField(place: Place): FieldState | undefined {
  const { schema: root, data, issues } = useForm();
  const schema = schemaAt(root, place, data);
  if (schema === undefined) return undefined;
  const pattern = patternOf(root, place);
  const said = sayPlace(place);
  return {
    value: valueAt(data, place),
    schema,
    pattern,
    words: fieldWords[pattern] ?? { label: String(place.at(-1)) },
    isRequired: isRequired(root, place, data),
    faults: issues.filter((issue) => issue.path === said),
  };
}

/** Issues at or below a place. */
export function issuesBelow(issues: readonly Issue[], place: Place): readonly Issue[] {
  return issues.filter(({ keys, path }) => startsWith(keys, place) || path === sayPlace(place));
}

export const sayIssue = ({ message, hint }: Issue) => (hint === undefined ? message : `${message}: ${hint}`);
