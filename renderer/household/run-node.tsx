import { type FormEvent, type Ref, useState } from 'react';
import { parseInstant, sayExactly } from '../../app/time/calendar.ts';
import type { RunTree, TreeRow } from '../../app/view/run-tree.ts';
import controls from '../shared/controls.module.css';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { sayBytes, sayRunDay } from './figures.ts';
import { isHere } from './run-words.ts';
import styles from './runs.module.css';

const words = texts.runs;

export type NodeActs = {
  act(row: TreeRow): void;
  branchAt(row: TreeRow, at: number): void;
  rename(row: TreeRow, name: string): void;
  delete(row: TreeRow): void;
};

type Props = {
  readonly row: TreeRow;
  readonly tree: RunTree;
  readonly acts: NodeActs;
  readonly isRenaming: boolean;
  readonly onRenaming: (on: boolean) => void;
};

/** The chosen node, and what may be done with it. */
export function RunNode({ row, tree, acts, isRenaming, onRenaming }: Props) {
  return (
    <section className={styles.node} aria-label={words.selected}>
      {isRenaming ? (
        <NameForm row={row} onSave={(name) => acts.rename(row, name)} onCancel={() => onRenaming(false)} />
      ) : (
        <div className={styles.acts}>
          <h3>{row.label}</h3>
          {row.kind === 'checkpoint' && row.checkpoint.usable && (
            <button type="button" className={controls.primary} onClick={() => acts.act(row)}>
              {words.branch}
            </button>
          )}
          {row.kind === 'run' && !isHere(row) && row.run.left !== undefined && (
            <button type="button" className={controls.primary} onClick={() => acts.act(row)}>
              {words.open}
            </button>
          )}
          <button type="button" className={controls.button} onClick={() => onRenaming(true)}>
            {words.rename}
          </button>
          {row.kind === 'checkpoint' && (
            <button type="button" className={controls.button} onClick={() => acts.delete(row)}>
              {words.delete}
            </button>
          )}
        </div>
      )}
      <p className={sheet.small}>{sayNode(row, tree)}</p>
      {row.kind === 'run' && row.run.left !== undefined && (
        <MomentForm key={row.id} left={row.run.left} onBranch={(at) => acts.branchAt(row, at)} />
      )}
    </section>
  );
}

function sayNode(row: TreeRow, { runs, checkpoints }: RunTree): string {
  const exactly = (at: string) => sayExactly(parseInstant(at) ?? 0);
  if (row.kind === 'checkpoint') {
    return `${words.exactly(exactly(row.checkpoint.at))} ${words.madeOn(sayRunDay(row.checkpoint.madeAt.slice(0, 10)))}`;
  }
  const { origin, left, startedOn, bytes, id } = row.run;
  const from = checkpoints.find((one) => one.id === origin?.checkpoint)?.name;
  const parent = runs.find((one) => one.id === origin?.run);
  const named = from === undefined ? (parent?.name ?? parent?.left?.environment ?? origin?.run) : `“${from}”`;
  return [
    ...(left === undefined ? [] : [isHere(row) ? words.exactly(exactly(left.at)) : words.gotTo(exactly(left.at))]),
    ...(origin === undefined || named === undefined ? [] : [words.cameOf(named, exactly(origin.at))]),
    `${words.startedOn(sayRunDay(startedOn), sayBytes(bytes))} ${id}.`,
  ].join(' ');
}

type NameProps = { readonly row: TreeRow; readonly onSave: (name: string) => void; readonly onCancel: () => void };

const focusAndSelect: Ref<HTMLInputElement> = (field) => field?.select();

function NameForm({ row, onSave, onCancel }: NameProps) {
  const [name, setName] = useState(row.label);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onSave(name.trim());
  };
  return (
    <form className={styles.acts} onSubmit={submit}>
      <input
        ref={focusAndSelect}
        className={`${controls.input} ${styles.field}`}
        aria-label={words.name}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onCancel();
        }}
      />
      <button type="submit" className={controls.primary} disabled={name.trim() === ''}>
        {words.save}
      </button>
      <button type="button" className={controls.button} onClick={onCancel}>
        {texts.cancel}
      </button>
    </form>
  );
}

type MomentProps = {
  readonly left: { readonly at: string };
  readonly onBranch: (at: number) => void;
};

/** Any moment of a run, to the second, as far as its log goes back; the emulated world keeps UTC. */
function MomentForm({ left, onBranch }: MomentProps) {
  const [value, setValue] = useState(left.at.slice(0, 19));
  const at = parseInstant(`${value}Z`) ?? parseInstant(`${value}:00Z`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at !== undefined) onBranch(at);
  };
  return (
    <form className={styles.acts} onSubmit={submit}>
      <label className={styles.moment}>
        <span>{words.moment}</span>
        <input
          type="datetime-local"
          step={1}
          className={controls.input}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </label>
      <button type="submit" className={controls.button} disabled={at === undefined}>
        {words.branchThere}
      </button>
    </form>
  );
}
