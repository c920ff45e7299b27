import { useEffect, useState } from 'react';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { chooseFiles } from '../../household/choose-files.ts';
import { sayFailure, useBareCall } from '../../shared/connection-context.tsx';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { Sheet } from '../../shared/sheet.tsx';
import { ticketTexts as words } from '../../shared/texts/ticket.ts';
import type { OpenedFiles } from '../environment/opened-files.ts';
import styles from './ticket.module.css';
import { TicketFoot } from './ticket-foot.tsx';
import { TicketForm } from './ticket-form.tsx';
import { TicketResult } from './ticket-result.tsx';
import { uploadDiag } from './upload-diag.ts';
import { useDraft } from './use-draft.ts';
import type { TicketState } from './use-ticket.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly state: TicketState;
  readonly onDraft: (draft: OpenedFiles) => void;
};

/** From a ticket: what is known of a call on the left, what comes of it on the right, while it is typed. */
export function TicketSheet(props: Props) {
  const { isOpen, close } = props.state;
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={close} size="whole">
      <Board {...props} />
    </Sheet>
  );
}

function Board({ snapshot, state, onDraft }: Props) {
  const { fields, diag } = state;
  const { fault: unread, isReading, hand } = useHandOver(state);
  const { result, fault } = useDraft({ ticket: fields, ...(diag === undefined ? {} : { diag: [...diag.ids] }) });
  return (
    <>
      <div className={styles.board}>
        <section className={styles.form} aria-label={words.form}>
          <TicketForm
            fields={fields}
            faults={result?.faults ?? []}
            onChange={state.setFields}
            diag={diag}
            isReading={isReading}
            onChoose={() => chooseFiles(hand, '.zip,.txt,.conf')}
            onForget={() => state.setDiag(undefined)}
          />
          <FaultLine fault={unread ?? fault} />
        </section>
        <section className={styles.result} aria-label={words.result}>
          {result === undefined ? (
            fault === undefined && <p className={sheet.late}>{words.loading}</p>
          ) : (
            <TicketResult draft={result} snapshot={snapshot} onClose={state.close} />
          )}
        </section>
      </div>
      {result && <TicketFoot draft={result} snapshot={snapshot} onDraft={onDraft} onClose={state.close} />}
    </>
  );
}

/** Hands files over that were chosen or dropped; what they say together takes the place of what was there. */
function useHandOver({ dropped, taken, setDiag }: TicketState) {
  const call = useBareCall();
  const [fault, setFault] = useState<string>();
  const [isReading, setReading] = useState(false);
  const hand = (files: readonly File[]) => {
    setFault(undefined);
    setReading(true);
    uploadDiag(files, call)
      .then(setDiag, (failure) => setFault(sayFailure(failure)))
      .finally(() => setReading(false));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each drop.
  useEffect(() => {
    if (dropped === undefined) return;
    taken();
    hand(dropped);
  }, [dropped]);
  return { fault, isReading, hand };
}
