import { useState } from 'react';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { sayFailure, useMessage, useTell } from '../../shared/connection-context.tsx';
import { texts } from '../../shared/texts.ts';
import { hasUnapplied } from './draft-store.ts';
import { type OpenedFiles, readOpened } from './opened-files.ts';

export type EnvironmentSheetState = {
  readonly isOpen: boolean;
  /** The latest files that were dropped on it. */
  readonly dropped: OpenedFiles | undefined;
  open(): void;
  /** Opens with a draft in the place of what was there; its history brings that back. */
  openWith(draft: OpenedFiles): void;
  close(): void;
  /** Takes dropped files; `otherwise` gets those without an environment among them. */
  take(files: readonly File[], otherwise: (files: readonly File[]) => void): void;
};

/** Whether the environment lies open; a draft outlives its closing, and that is said. */
export function useEnvironmentSheet({ run }: Pick<Snapshot, 'run'>): EnvironmentSheetState {
  const tell = useTell();
  const { dismiss } = useMessage();
  const [isOpen, setOpen] = useState(false);
  const [dropped, setDropped] = useState<OpenedFiles>();
  const open = () => {
    // It would lie over the foot of the sheet.
    dismiss();
    setDropped(undefined);
    setOpen(true);
  };
  return {
    ...{ isOpen, dropped, open },
    openWith: (draft) => {
      open();
      setDropped(draft);
    },
    close: () => {
      setOpen(false);
      if (hasUnapplied(run.id)) tell(texts.environment.kept, { label: texts.environment.goOn, run: open });
    },
    take: (files, otherwise) => {
      readOpened(files).then(
        (opened) => (opened ? setDropped(opened) : otherwise(files)),
        (failure) => tell(sayFailure(failure)),
      );
    },
  };
}
