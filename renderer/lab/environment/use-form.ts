import { useRef, useState } from 'react';
import type { Form } from './form-context.ts';
import { isMapping, type Place, sayPlace, valueAt } from './place.ts';
import { patternOf, type Schema } from './schema.ts';
import { naming, type SectionName, sectionOf } from './sections.ts';
import type { Check } from './use-check.ts';
import { addToListInText, renameInText, setInText, spliceBetween } from './yaml-edit.ts';
import type { YamlEditor } from './yaml-editor-shape.ts';
import { placeAt, rangeOf, readText } from './yaml-reading.ts';

type Parts = {
  readonly text: string;
  readonly schema: Schema;
  readonly check: Check | undefined;
  readonly editor: YamlEditor | undefined;
  readonly onPolicy: (id?: string) => void;
  /** Something was written from the form. */
  readonly onWrite: () => void;
  readonly onUnwritable: () => void;
};

export type FormState = {
  readonly form: Form;
  readonly section: SectionName;
  chooseSection(name: SectionName): void;
  /** Shows what stands at an offset of the text. */
  follow(offset: number): void;
};

const listed = ['people', 'destinations', 'actors'];

/** The form of a draft: what it shows, and how what is done in it gets into the text. */
export function useFormState({ text, schema, check, editor, onPolicy, onWrite, onUnwritable }: Parts): FormState {
  const [section, setSection] = useState<SectionName>('team');
  const [opened, setOpened] = useState<string>();
  const last = useRef<unknown>({});
  const reading = readText(text);
  if (reading) last.current = reading.data;

  const typed = useRef({ at: '', text: '' });
  const put = (next: string | undefined, typedAt = ''): boolean => {
    if (!editor) return false;
    if (next === undefined) onUnwritable();
    else if (next !== editor.text()) {
      const before = editor.text();
      const isGoingOn = typed.current.at === typedAt && typed.current.text === before;
      onWrite();
      editor.change(spliceBetween(before, next), typedAt === '' ? 'whole' : isGoingOn ? 'joined' : 'begun');
      typed.current = { at: typedAt, text: next };
    }
    return next !== undefined;
  };
  const point = (place: Place) => {
    const now = editor && readText(editor.text());
    const range = now && rangeOf(now, place);
    if (range) editor.showPart(...range);
  };
  const now = () => editor?.text() ?? text;
  const form: Form = {
    ...{ schema, data: last.current, opened, point, editPolicy: onPolicy },
    issues: check?.result.issues ?? [],
    isFrozen: reading === undefined || editor === undefined,
    set: (place, value, isTyping) => {
      if (put(setInText(now(), place, value), isTyping === true ? sayPlace(place) : '')) point(place);
    },
    add: (list, value) => {
      if (put(addToListInText(now(), list, value))) point(list);
    },
    rename: (place, name) => {
      const renamed = renameInText(now(), place, name);
      if (renamed === undefined) return false;
      const next = place[0] === 'people' ? withNaming(renamed, String(place[1]), name) : renamed;
      put(next);
      point([...place.slice(0, -1), name]);
      return true;
    },
    open: (place) => setOpened(place && sayPlace(place)),
  };
  return {
    form,
    section,
    chooseSection: setSection,
    follow: (offset) => {
      const found = readText(now());
      if (found === undefined) return;
      const place = placeAt(found, offset);
      const name = sectionOf(place);
      if (name === undefined) return;
      setSection(name);
      const entry = entryOf(place, schema);
      if (entry !== undefined) setOpened(sayPlace(entry));
    },
  };
}

/** The entry of a list or a mapping that a place lies in. */
function entryOf(place: Place, schema: Schema): Place | undefined {
  if (listed.includes(String(place[0])) && place.length > 1) return place.slice(0, 2);
  const at = patternOf(schema, place).split('.').indexOf('*');
  return at === -1 || place[0] === 'device' ? undefined : place.slice(0, at + 1);
}

/** Whoever is renamed keeps the device, and what the sign-in page knows of them. */
function withNaming(text: string, before: string, after: string): string {
  let next = text;
  for (const [path, many] of Object.entries(naming)) {
    const place = path.split('.');
    const value = valueAt(readText(next)?.data, place);
    if (many === 'one' && value === before) next = setInText(next, place, after) ?? next;
    if (many === 'several' && Array.isArray(value) && value.includes(before)) {
      next = setInText(next, [...place, value.indexOf(before)], after) ?? next;
    }
  }
  return next;
}

/** How much of what a section shows is wrong. */
export function faultsIn(form: Pick<Form, 'issues'>, name: SectionName): number {
  return form.issues.filter(
    ({ keys, path }) => sectionOf(keys.length > 0 ? keys : path.split(/[.[]/).filter(Boolean)) === name,
  ).length;
}

export function nameOfDraft(data: unknown): string {
  const name = isMapping(data) ? data.name : undefined;
  return typeof name === 'string' ? name : '';
}
