import { useEffect, useState } from 'react';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useTell } from '../../shared/connection-context.tsx';
import { texts } from '../../shared/texts.ts';
import type { OpenedFiles } from '../environment/opened-files.ts';
import type { TicketState } from './use-ticket.ts';

type Module = typeof import('./ticket-sheet.tsx');

type Props = {
  readonly snapshot: Snapshot;
  readonly state: TicketState;
  readonly onDraft: (draft: OpenedFiles) => void;
};

/** The sheet of a ticket, which comes when it is opened first. */
export function TicketDoor(props: Props) {
  const tell = useTell();
  const [module, setModule] = useState<Module>();
  const { isOpen } = props.state;
  useEffect(() => {
    if (!isOpen || module !== undefined) return;
    import('./ticket-sheet.tsx').then(setModule, () => tell(texts.cases.notLoaded));
  }, [isOpen, module, tell]);
  if (module === undefined) return null;
  const { TicketSheet } = module;
  return <TicketSheet {...props} />;
}
