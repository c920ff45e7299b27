import { type FormEvent, useCallback, useState } from 'react';
import type { TreeRow } from '../../app/view/run-tree.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { bundleTexts } from '../shared/texts/bundle.ts';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import { NewRuns } from './new-runs.tsx';
import { type NodeActs, RunNode } from './run-node.tsx';
import { RunTreeList } from './run-tree.tsx';
import type { TreeMove } from './run-tree-keys.ts';
import { isHere } from './run-words.ts';
import styles from './runs.module.css';
import { useRunActs } from './use-run-acts.ts';
import { useRunTree } from './use-run-tree.ts';

const words = texts.runs;

type Props = {
  readonly snapshot: Snapshot;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCases: () => void;
  readonly onTicket: () => void;
  readonly onBundle: () => void;
};

/** Runs, their checkpoints and what branched off; none is ever lost by going on with another. */
export function RunSheet({ snapshot, isOpen, onClose, onCases, onTicket, onBundle }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="large">
      <Runs
        key={snapshot.run.id}
        snapshot={snapshot}
        onClose={onClose}
        onCases={onCases}
        onTicket={onTicket}
        onBundle={onBundle}
      />
    </Sheet>
  );
}

function Runs({ snapshot, onClose, onCases, onTicket, onBundle }: Omit<Props, 'isOpen'>) {
  const { ask, fault } = useAsk();
  const runs = useRunActs(snapshot, ask);
  const tree = useRunTree(snapshot);
  const [isRenaming, setRenaming] = useState(false);
  const [gone, setGone] = useState<{ readonly id: string; readonly name: string }>();
  const leave = (work: Promise<boolean>) => void work.then((isDone) => isDone && onClose());
  const { rows, selected, select, setOpen, again } = tree;

  const keep = async (name: string) => {
    const made = await ask('checkpoint.make', name === '' ? {} : { name });
    if (!made) return;
    setOpen(made.run, true);
    select(made.id);
    again();
  };
  const remove = async ({ id, label, parent }: TreeRow) => {
    if (!(await ask('checkpoint.delete', { id }))) return;
    setGone({ id, name: label });
    select(parent ?? id);
    again();
  };
  const restore = async (id: string) => {
    if (!(await ask('checkpoint.restore', { id }))) return;
    setGone(undefined);
    select(id);
    again();
  };
  const acts: NodeActs = {
    act: (row) => {
      if (row.kind === 'checkpoint') leave(runs.branch({ id: row.id }, `“${row.label}”`));
      else if (!isHere(row)) leave(runs.open(row.id));
    },
    branchAt: (row, at) => leave(runs.branch({ run: row.id, at }, `“${row.label}”`)),
    rename: (row, name) =>
      void ask(row.kind === 'run' ? 'run.rename' : 'checkpoint.rename', { id: row.id, name }).then((done) => {
        if (!done) return;
        setRenaming(false);
        again();
        focusTree();
      }),
    delete: (row) => void remove(row),
  };
  const move = (next: TreeMove) => {
    const row = rows.find(({ id }) => id === next.id);
    setRenaming(false);
    if (row === undefined) return;
    if (next.do === 'open' || next.do === 'close') return setOpen(next.id, next.do === 'open');
    select(next.id);
    if (next.do === 'act') acts.act(row);
    if (next.do === 'rename') setRenaming(true);
    if (next.do === 'delete') acts.delete(row);
  };
  const latestMove = useLatest(move);

  return (
    <div className={sheet.body}>
      <p className={sheet.soft}>{words.about}</p>
      <RunTreeList
        rows={rows}
        axis={tree.axis}
        selected={selected?.id ?? ''}
        isOpen={tree.isOpen}
        onMove={latestMove}
      />
      {rows.length === 0 && tree.fault === undefined && <p className={sheet.late}>{words.loading}</p>}
      <FaultLine fault={fault ?? tree.fault} />
      <div role="status">
        {gone && (
          <p className={`${sheet.done} ${styles.acts}`}>
            {words.deleted(gone.name)}
            <button type="button" className={controls.button} onClick={() => void restore(gone.id)}>
              {words.restore}
            </button>
          </p>
        )}
        {tree.remarks.map((remark) => (
          <p key={remark} className={sheet.done}>
            {remark}
          </p>
        ))}
      </div>
      {selected && tree.tree && (
        <RunNode
          row={selected}
          tree={tree.tree}
          acts={acts}
          isRenaming={isRenaming}
          onRenaming={(on) => {
            setRenaming(on);
            if (!on) focusTree();
          }}
        />
      )}
      <KeepForm onKeep={(name) => void keep(name)} />
      <p className={styles.acts}>
        <button type="button" className={controls.button} onClick={onBundle}>
          {bundleTexts.make}
        </button>
        {bundleTexts.sheet}
      </p>
      <NewRuns runs={runs} leave={leave} onCases={onCases} onTicket={onTicket} />
    </div>
  );
}

function KeepForm({ onKeep }: { readonly onKeep: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onKeep(name.trim());
    setName('');
  };
  return (
    <form className={styles.acts} onSubmit={submit}>
      <input
        className={`${controls.input} ${styles.field}`}
        aria-label={words.makeName}
        placeholder={words.makeHint}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className={controls.button}>
        {words.make}
      </button>
    </form>
  );
}

function focusTree(): void {
  document.querySelector<HTMLElement>('[data-modal] [role=tree]')?.focus();
}

/** The same function for good, so that a thousand rows need not be drawn anew. */
function useLatest(run: (move: TreeMove) => void): (move: TreeMove) => void {
  const [holder] = useState(() => ({ run }));
  holder.run = run;
  return useCallback((move: TreeMove) => holder.run(move), [holder]);
}
