import { useState } from 'react';
import type { ParamsOf } from '../../../app/bridge/contract.ts';

export type TicketFields = ParamsOf<'ticket.draft'>['ticket'];

/** Files of a warp-diag, as they were handed over. */
export type HandedOver = { readonly names: readonly string[]; readonly ids: readonly string[] };

/** A ticket as it is being taken down; it outlives the sheet, not the page. */
export type TicketState = {
  readonly isOpen: boolean;
  readonly fields: TicketFields;
  readonly diag: HandedOver | undefined;
  /** Files that were dropped and wait to be handed over. */
  readonly dropped: readonly File[] | undefined;
  open(): void;
  close(): void;
  setFields(fields: TicketFields): void;
  setDiag(diag: HandedOver | undefined): void;
  /** Opens with files that were dropped. */
  take(files: readonly File[]): void;
  /** What was dropped is no longer waiting. */
  taken(): void;
};

export function useTicket(): TicketState {
  const [isOpen, setOpen] = useState(false);
  const [fields, setFields] = useState<TicketFields>({});
  const [diag, setDiag] = useState<HandedOver>();
  const [dropped, setDropped] = useState<readonly File[]>();
  return {
    ...{ isOpen, fields, diag, dropped, setFields, setDiag },
    open: () => setOpen(true),
    close: () => setOpen(false),
    take: (files) => {
      setDropped(files);
      setOpen(true);
    },
    taken: () => setDropped(undefined),
  };
}

/** Whether files are what `warp-diag` makes, going by the name of its zip or of the files in it. */
export function isDiag(files: readonly { readonly name: string }[]): boolean {
  return files.some(({ name }) => /^(?:.*warp.*\.zip|warp-(?:settings|status|account)\.txt)$/i.test(name));
}
