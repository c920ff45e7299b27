import { Tabs } from '@base-ui/react/tabs';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Millis } from '../../../app/time/instant.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { sayEdited } from '../../household/say-edited.ts';
import { useTell } from '../../shared/connection-context.tsx';
import sheet from '../../shared/sheet.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import { useAnswer, useAsk } from '../../shared/use-ask.ts';
import { DraftBar } from './draft-bar.tsx';
import { DraftFoot } from './draft-foot.tsx';
import styles from './environment.module.css';
import { FormContext } from './form-context.ts';
import type { OpenedFiles } from './opened-files.ts';
import type { Schema } from './schema.ts';
import { SectionForm } from './section-form.tsx';
import { headOf, type SectionName, sectionNames, sections } from './sections.ts';
import { useCheck } from './use-check.ts';
import { type DraftActs, type EnvironmentDraft, useEnvironmentDraft } from './use-environment-draft.ts';
import { faultsIn, nameOfDraft, useFormState } from './use-form.ts';
import { useYamlEditor } from './use-yaml-editor.ts';
import { spliceBetween } from './yaml-edit.ts';
import { rangeOf, readText } from './yaml-reading.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  /** Files that were dropped on the sheet. */
  readonly dropped: OpenedFiles | undefined;
  readonly onPolicy: (id?: string) => void;
};

/** The environment under somebody's hands: the form and the text of one draft, side by side. */
export function EnvironmentEditor({ snapshot, ...rest }: Props) {
  const [draft, acts] = useEnvironmentDraft(snapshot);
  const schema = useAnswer('environment.schema', {}).result?.schema;
  if (draft === undefined || schema === undefined) return <p className={sheet.late}>{texts.loading}</p>;
  return <Panes {...{ snapshot, draft, acts, ...rest }} schema={schema as Schema} />;
}

type PaneProps = Props & {
  readonly draft: EnvironmentDraft;
  readonly acts: DraftActs;
  readonly schema: Schema;
};

function Panes({ snapshot, now, draft, acts, schema, dropped, onPolicy }: PaneProps) {
  const tell = useTell();
  const { ask, fault, isAsking } = useAsk();
  const [when, setWhen] = useState<'delayed' | 'now'>('delayed');
  const [said, setSaid] = useState<string>();
  const { check, fault: unchecked } = useCheck(draft, JSON.stringify(snapshot.edits));
  const mayApply = check?.text === draft.text && check.result.issues.length === 0 && check.result.changes.length > 0;
  const apply = async () => {
    // Somebody may be faster than the check; applying says the same then.
    const isKnown = check?.text === draft.text;
    if ((isKnown && !mayApply) || isAsking) return;
    const { text, files, leftOut } = draft;
    const asked = { text, leftOut, ...(files.length === 0 ? {} : { files: [...files] }) };
    const result = await ask('environment.apply', { draft: asked, now: when === 'now' });
    if (!result) return;
    await acts.settle();
    setSaid(sayEdited(result, now));
  };
  const { host, editor } = useYamlEditor({
    ...{ run: snapshot.run.id, text: draft.text, label: texts.textLabel },
    schema: () => schema,
    onChange: (text, isTyped) => {
      if (isTyped) setSaid(undefined);
      acts.write(text);
    },
    onCursor: (offset) => state.follow(offset),
  });
  const state = useFormState({
    ...{ text: draft.text, schema, check, editor, onPolicy },
    onWrite: () => setSaid(undefined),
    onUnwritable: () => setSaid(texts.cantWrite),
  });
  const { form, section, chooseSection } = state;
  // What became of the text by anything but the editor is one step of its history.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever that happens.
  useEffect(() => {
    if (editor && editor.text() !== draft.text) editor.change(spliceBetween(editor.text(), draft.text), 'whole');
  }, [draft.round, editor]);
  useEffect(() => {
    if (check) editor?.showIssues(check.text, check.result.issues);
  }, [editor, check]);
  const list = useRef<HTMLDivElement>(null);
  // The sheet was there first, and nothing in it but its close button.
  useEffect(() => list.current?.querySelector<HTMLElement>('[data-active]')?.focus(), []);
  const open = ({ name, text, files }: OpenedFiles) => {
    acts.open(text, files);
    setSaid(texts.opened(name));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each drop.
  useEffect(() => {
    if (dropped) open(dropped);
  }, [dropped]);
  const choose = (name: SectionName) => {
    chooseSection(name);
    const reading = readText(draft.text);
    const range =
      reading && sections[name].map((place) => rangeOf(reading, place)).find((found) => found !== undefined);
    if (range) editor?.showPart(...range);
  };
  const history = editor?.history() ?? { canUndo: false, canRedo: false };
  const keys = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !editor || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const act = key === 'z' ? (event.shiftKey ? editor.redo : editor.undo) : key === 'y' ? editor.redo : undefined;
    if (!act) return;
    act();
    event.preventDefault();
  };
  // Ahead of whatever has the focus: Enter presses buttons and breaks lines.
  const applyKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void apply();
  };
  return (
    <FormContext value={form}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys for the whole draft, from whatever field they come. */}
      <div className={styles.editor} onKeyDown={keys} onKeyDownCapture={applyKey}>
        <DraftBar
          {...{ draft, acts, history }}
          name={nameOfDraft(form.data)}
          onUndo={() => editor?.undo()}
          onRedo={() => editor?.redo()}
          onOpen={open}
          onFault={(failure) => tell(failure)}
          onSaid={setSaid}
        />
        <Tabs.Root
          className={styles.panes}
          orientation="vertical"
          value={section}
          onValueChange={(next) => choose(next as SectionName)}
        >
          <Tabs.List ref={list} className={styles.sections} aria-label={texts.parts} activateOnFocus>
            {sectionNames.map((name) => {
              const faults = faultsIn(form, name);
              return (
                <Tabs.Tab key={name} value={name} className={styles.section}>
                  {texts.sections[name]}
                  {faults > 0 && <span className={styles.count}>▲ {faults}</span>}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
          <Tabs.Panel key={section} value={section} className={styles.form}>
            <h3 className={styles.title}>
              {texts.sections[section]} <code>{headOf(section)}</code>
            </h3>
            {form.isFrozen && editor && (
              <p role="status" className={styles.waits}>
                ▲ {texts.waits}
              </p>
            )}
            <SectionForm name={section} />
          </Tabs.Panel>
          <section className={styles.text} aria-label={texts.text}>
            <div ref={host} className={styles.code} />
          </section>
        </Tabs.Root>
        <DraftFoot
          {...{ snapshot, draft, check, mayApply, isAsking, when, said }}
          fault={fault ?? unchecked}
          onWhen={setWhen}
          onApply={() => void apply()}
          onIssue={(issue) => {
            editor?.goTo(issue.at);
            state.follow(issue.at);
          }}
          onUndoApplied={() => void ask('edit.undo', {}).then((answer) => answer && setSaid(undefined))}
        />
      </div>
    </FormContext>
  );
}
