import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import { WithCode } from '../shared/with-code.tsx';
import styles from './flow.module.css';
import { FlowTable } from './flow-table.tsx';
import { pageLength, useFlows } from './use-flows.ts';
import { useOpenProgram } from './use-open-program.ts';

const words = texts.flows;

type Props = { readonly snapshot: Snapshot; readonly isOpen: boolean; readonly onClose: () => void };

/** Open connections: what let each in, what crosses it, and when it will be closed. */
export function FlowSheet({ snapshot, isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="large">
      <div className={sheet.body}>
        <p className={sheet.soft}>{words.about}</p>
        <Flows revision={snapshot.revision} />
      </div>
    </Sheet>
  );
}

function Flows({ revision }: { readonly revision: number }) {
  const [offset, setOffset] = useState(0);
  const { list, fault, again } = useFlows(offset, revision);
  const { ask, fault: actFault } = useAsk();
  const [done, setDone] = useState<string>();
  const count = useRef<HTMLParagraphElement>(null);
  const total = list?.total ?? 0;
  useEffect(() => {
    // The page that was shown may have gone with its connections.
    if (list !== undefined && offset > 0 && offset >= total) setOffset(Math.max(0, lastPage(total)));
  }, [list, offset, total]);
  if (list === undefined) {
    return fault === undefined ? <p className={sheet.late}>{words.loading}</p> : <FaultLine fault={fault} />;
  }
  const act = async (asking: Promise<unknown>, said?: string) => {
    if ((await asking) !== undefined && said !== undefined) setDone(said);
    again();
  };
  return (
    <>
      <div className={styles.head}>
        <p ref={count} tabIndex={-1}>
          {words.count(total)}
        </p>
        {total > pageLength && <Pages offset={offset} total={total} onOffset={setOffset} />}
      </div>
      {total === 0 ? (
        <None />
      ) : (
        <FlowTable
          flows={list.items}
          onKeep={(id, keptBusy) => void act(ask('flow.keep-busy', { id, keptBusy }))}
          onCut={({ id, host, port }) => {
            // Its button goes with it, and the focus must not.
            count.current?.focus();
            void act(ask('flow.cut', { id }), words.wasCut(`${host}:${port}`));
          }}
        />
      )}
      <div role="status" className={sheet.alert}>
        {done !== undefined && <p className={sheet.done}>{done}</p>}
      </div>
      <FaultLine fault={actFault ?? fault} />
    </>
  );
}

function None() {
  const { open, isOpening, opened, fault } = useOpenProgram();
  return (
    <div className={styles.none}>
      <p>
        <WithCode text={words.none} />
      </p>
      <button type="button" className={controls.button} disabled={isOpening} onClick={() => void open('terminal')}>
        {texts.programs.open.terminal}
      </button>
      <div role="status" className={sheet.alert}>
        {opened !== undefined && <p className={sheet.done}>{texts.programs.opened(opened)}</p>}
      </div>
      <FaultLine fault={fault} />
    </div>
  );
}

type PagesProps = { readonly offset: number; readonly total: number; readonly onOffset: (offset: number) => void };

function Pages({ offset, total, onOffset }: PagesProps) {
  return (
    <nav className={styles.pages} aria-label={words.pages}>
      <button
        type="button"
        className={controls.button}
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - pageLength))}
      >
        {words.earlier}
      </button>
      <span>{words.range(offset + 1, Math.min(offset + pageLength, total), total)}</span>
      <button
        type="button"
        className={controls.button}
        disabled={offset + pageLength >= total}
        onClick={() => onOffset(offset + pageLength)}
      >
        {words.later}
      </button>
    </nav>
  );
}

function lastPage(total: number): number {
  return Math.floor((total - 1) / pageLength) * pageLength;
}
