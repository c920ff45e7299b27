import { useEffect } from 'react';
import type { Millis } from '../../../app/time/instant.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { sayPolicyDelay } from '../../household/delays.ts';
import { Choice } from '../../shared/choice.tsx';
import controls from '../../shared/controls.module.css';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { Sheet } from '../../shared/sheet.tsx';
import { texts } from '../../shared/texts.ts';
import { useLab } from '../lab-context.tsx';
import { usualPlace } from './drafts.ts';
import styles from './editor.module.css';
import { PolicyForm } from './policy-form.tsx';
import { PolicyList } from './policy-list.tsx';
import type { PolicyEditor } from './use-policy-editor.ts';

const words = texts.policies;

type Props = { readonly snapshot: Snapshot; readonly now: Millis; readonly editor: PolicyEditor };

/** Every policy in a list, and the one in hand beside it. */
export function PolicySheet({ snapshot, now, editor }: Props) {
  const { isOpen, close } = editor;
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={close} size="whole">
      <Contents snapshot={snapshot} now={now} editor={editor} />
    </Sheet>
  );
}

function Contents({ snapshot, now, editor }: Props) {
  const { draft, entries, places, against, isListed, choose, setAgainst } = editor;
  const { selection } = useLab();
  const destination = selection?.kind === 'destination' ? selection.name : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, with the destination in question and its policy.
  useEffect(() => {
    if (!isListed) return;
    const usual = usualPlace(places, destination);
    if (against === undefined && usual !== undefined) setAgainst(usual);
    if (draft !== undefined) return;
    const decides = snapshot.destinations.items.find(({ name }) => name === destination)?.policy?.id;
    const first = entries.find(({ id }) => id === decides) ?? entries[0];
    if (first) choose(first.id);
  }, [isListed]);
  return (
    <>
      <div className={styles.panes}>
        <PolicyList editor={editor} />
        {draft ? (
          <PolicyForm editor={editor} draft={draft} now={now} standing={standingOf(snapshot, now)} />
        ) : (
          <p className={sheet.late}>{isListed ? words.choose : words.loading}</p>
        )}
      </div>
      {draft && <Foot snapshot={snapshot} editor={editor} />}
    </>
  );
}

function Foot({ snapshot, editor }: Pick<Props, 'snapshot' | 'editor'>) {
  const { draft, unsaved, when, setWhen, save, discard, undo, done, fault, isAsking } = editor;
  const isUnsaved = draft !== undefined && unsaved.has(draft.id);
  return (
    <footer className={`${sheet.foot} ${styles.foot}`}>
      <button type="button" className={controls.primary} disabled={!isUnsaved || isAsking} onClick={save}>
        {words.save}
      </button>
      <button type="button" className={controls.button} disabled={!isUnsaved} onClick={discard}>
        {words.discard}
      </button>
      <Choice
        label={texts.import.when}
        value={when}
        options={[
          { value: 'delayed', label: texts.import.delayed, hint: `(${sayPolicyDelay(snapshot.assumptions)})` },
          { value: 'now', label: texts.import.now },
        ]}
        onChoose={setWhen}
      />
      <FaultLine fault={fault} />
      <div role="status" className={styles.done}>
        {done !== undefined && (
          <p>
            {done}
            <button type="button" className={controls.quiet} onClick={undo}>
              {texts.edits.undo}
            </button>
          </p>
        )}
      </div>
    </footer>
  );
}

/** Whatever a trial hangs on besides the draft, as far as a window knows of it. */
function standingOf({ session, edits, client, device, registration, destinations }: Snapshot, now: Millis): string {
  const expired = destinations.items.filter(({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt <= now).length;
  return JSON.stringify([session, edits, client.mode, client.status, device, registration?.status, expired]);
}
