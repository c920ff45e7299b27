import { useEffect } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { CaseSheet } from '../lab/cases/case-sheet.tsx';
import { useCall } from '../shared/connection-context.tsx';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import { ConditionSheet } from './condition-sheet.tsx';
import { DesignSheet } from './design-sheet.tsx';
import { FindingSheet } from './finding-sheet.tsx';
import { FlowSheet } from './flow-sheet.tsx';
import styles from './import.module.css';
import { ImportSheet } from './import-sheet.tsx';
import { ProgramSheet } from './program-sheet.tsx';
import { RunSheet } from './run-sheet.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { StudySheet } from './study-sheet.tsx';
import { useDrop } from './use-drop.ts';
import type { Importing } from './use-import.ts';

export type SheetName =
  | 'conditions'
  | 'findings'
  | 'notices'
  | 'designs'
  | 'runs'
  | 'cases'
  | 'flows'
  | 'programs'
  | 'settings';

type Props = {
  readonly snapshot: Snapshot;
  readonly importing: Importing;
  readonly signIn: SignInState;
  readonly open: SheetName | undefined;
  readonly onOpen: (sheet: SheetName | undefined) => void;
  readonly onBundle: () => void;
  readonly onTicket: () => void;
};

/** The dialogs of the lab, one at a time, and what is dropped on it or opened with the app. */
export function Household({ snapshot, importing, signIn, open, onOpen, onBundle, onTicket }: Props) {
  const close = () => onOpen(undefined);
  useOffered(snapshot.offered.length > 0, importing);
  return (
    <>
      <DropTarget importing={importing} onFiles={close} />
      <ImportSheet snapshot={snapshot} importing={importing} />
      <ConditionSheet snapshot={snapshot} signIn={signIn} isOpen={open === 'conditions'} onClose={close} />
      <FindingSheet snapshot={snapshot} isOpen={open === 'findings'} onClose={close} />
      <StudySheet isOpen={open === 'notices'} onClose={close} />
      <DesignSheet snapshot={snapshot} isOpen={open === 'designs'} onClose={close} />
      <RunSheet
        snapshot={snapshot}
        isOpen={open === 'runs'}
        onClose={close}
        onCases={() => onOpen('cases')}
        onTicket={() => {
          close();
          onTicket();
        }}
        onBundle={() => {
          close();
          onBundle();
        }}
      />
      <CaseSheet snapshot={snapshot} isOpen={open === 'cases'} onClose={close} />
      <FlowSheet snapshot={snapshot} isOpen={open === 'flows'} onClose={close} />
      <ProgramSheet isOpen={open === 'programs'} onClose={close} />
      <SettingsSheet snapshot={snapshot} isOpen={open === 'settings'} onClose={close} />
    </>
  );
}

/** Takes files that are dropped anywhere on the window. */
export function DropTarget({ importing, onFiles }: { readonly importing: Importing; readonly onFiles?: () => void }) {
  const isOver = useDrop((files) => {
    onFiles?.();
    importing.offer(files);
  });
  if (!isOver) return null;
  return (
    <div className={styles.veil}>
      <strong>{texts.import.dropHere}</strong>
      <p>{texts.import.dropHint}</p>
    </div>
  );
}

/** The first lab that asks gets the files that were opened with the app. */
function useOffered(isOffered: boolean, importing: Importing): void {
  const call = useCall();
  const { offerRead } = importing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each offer, not whenever the view changes.
  useEffect(() => {
    if (!isOffered) return;
    void call('import.offered', {}).then((answer) => {
      if (answer && answer.files.length > 0) offerRead(answer.files);
    });
  }, [isOffered]);
}
