import { useState } from 'react';
import { parseInstant } from '../../../app/time/calendar.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useRunActs } from '../../household/use-run-acts.ts';
import controls from '../../shared/controls.module.css';
import { FaultLine } from '../../shared/fault-line.tsx';
import { saveFile } from '../../shared/save-file.ts';
import sheet from '../../shared/sheet.module.css';
import { ticketTexts as words } from '../../shared/texts/ticket.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { fileNameOf, type OpenedFiles } from '../environment/opened-files.ts';
import styles from './ticket.module.css';
import type { TicketDraft } from './ticket-result.tsx';

type Props = {
  readonly draft: TicketDraft;
  readonly snapshot: Snapshot;
  readonly onDraft: (draft: OpenedFiles) => void;
  readonly onClose: () => void;
};

/** What to do with the draft: go to the moment of the call in a run of its own, work on it, keep it. */
export function TicketFoot({ draft, snapshot, onDraft, onClose }: Props) {
  const { ask, fault, isAsking } = useAsk();
  const runs = useRunActs(snapshot, ask);
  const [said, setSaid] = useState<string>();
  const file = fileNameOf(draft.name);
  const live = async () => {
    const before = snapshot.run.id;
    if (!(await ask('import.apply', { files: [{ name: file, text: draft.text }], to: 'new-run' }))) return;
    const at = parseInstant(draft.reportedAt);
    if (snapshot.isNewcomer) await ask('host.leave-start', {});
    const isThere = (await ask('clock.freeze', {})) && at !== undefined && (await ask('clock.to', { at }));
    onClose();
    runs.sayStarted(before);
    if (isThere && draft.attempt !== undefined) await ask('visit', { url: draft.attempt });
  };
  const open = () => {
    onClose();
    onDraft({ name: file, text: draft.text, files: [] });
  };
  const save = () => {
    saveFile(file, [draft.text]);
    setSaid(words.saved(file));
  };
  return (
    <footer className={`${sheet.foot} ${styles.foot}`}>
      <button type="button" className={controls.primary} disabled={isAsking} onClick={() => void live()}>
        {words.live}
      </button>
      <button type="button" className={controls.button} onClick={open}>
        {words.openDraft}
      </button>
      <button type="button" className={controls.button} onClick={save}>
        {words.save}
      </button>
      <p className={sheet.small} role="status">
        {said ?? words.about}
      </p>
      <FaultLine fault={fault} />
    </footer>
  );
}
