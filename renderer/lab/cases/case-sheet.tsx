import { lazy, Suspense } from 'react';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { Sheet } from '../../shared/sheet.tsx';
import { texts } from '../../shared/texts.ts';

const words = texts.cases;

type Props = { readonly snapshot: Snapshot; readonly isOpen: boolean; readonly onClose: () => void };

/** What is in it comes when it is opened first. */
const CaseBoard = lazy(() =>
  import('./case-board.tsx').then(
    ({ CaseBoard: board }) => ({ default: board }),
    () => ({ default: NotLoaded }),
  ),
);

/** What it could be that somebody describes, and the cases to live through. */
export function CaseSheet({ snapshot, isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="large">
      <div className={sheet.body}>
        <Suspense fallback={<p className={sheet.late}>{words.loading}</p>}>
          <CaseBoard snapshot={snapshot} onClose={onClose} />
        </Suspense>
      </div>
    </Sheet>
  );
}

function NotLoaded(_props: Omit<Props, 'isOpen'>) {
  return <FaultLine fault={words.notLoaded} />;
}
