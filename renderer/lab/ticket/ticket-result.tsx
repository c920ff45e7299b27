import type { ResultOf } from '../../../app/bridge/contract.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useRunActs } from '../../household/use-run-acts.ts';
import { Badge } from '../../shared/badge.tsx';
import controls from '../../shared/controls.module.css';
import { CopyButton } from '../../shared/copy-button.tsx';
import { FaultLine } from '../../shared/fault-line.tsx';
import { Scroller } from '../../shared/scroller.tsx';
import sheet from '../../shared/sheet.module.css';
import { ticketTexts as words } from '../../shared/texts/ticket.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { WithCode } from '../../shared/with-code.tsx';
import styles from './ticket.module.css';

export type TicketDraft = ResultOf<'ticket.draft'>;

type Props = { readonly draft: TicketDraft; readonly snapshot: Snapshot; readonly onClose: () => void };

/** What comes of a ticket: what does not fit, which case it may be, what is missing, the draft, and what was not read. */
export function TicketResult({ draft, snapshot, onClose }: Props) {
  const { doubts, missing, taken } = draft;
  return (
    <>
      {doubts.length > 0 && (
        <section className={styles.doubts} aria-label={words.doubts}>
          <h3>▲ {words.doubts}</h3>
          <ul>
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </section>
      )}
      <Candidates {...{ draft, snapshot, onClose }} />
      <section>
        <h3>{words.missing(missing.length)}</h3>
        <ol className={styles.missing} aria-label={words.missing(missing.length)}>
          {missing.map(({ what, title, why, how }) => (
            <li key={what}>
              <strong>{title}.</strong> {why}
              <p className={sheet.small}>
                → <WithCode text={how} />
              </p>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <div className={styles.head}>
          <h3>{words.draft}</h3>
          <CopyButton text={draft.text} label={words.copy} />
        </div>
        <p className={sheet.small}>
          {words.takenOf(taken.length)}{' '}
          {taken.some(({ assumed }) => assumed) && <Badge label={words.assumed} about={words.assumedAbout} />}
        </p>
        <Scroller label={words.draft}>
          <pre className={styles.yaml}>{draft.text}</pre>
        </Scroller>
      </section>
      <Unread draft={draft} />
    </>
  );
}

function Candidates({ draft, snapshot, onClose }: Props) {
  const { ask, fault } = useAsk();
  const runs = useRunActs(snapshot, ask);
  const { candidates, split } = draft.suggestion;
  const play = (id: string) =>
    void ask('scenario.start', { id, to: 'symptom' }).then((played) => {
      if (!played) return;
      runs.sayStarted(snapshot.run.id);
      onClose();
    });
  if (candidates.length === 0) return <p className={sheet.soft}>{words.noCase}</p>;
  return (
    <section>
      <h3>{words.cases}</h3>
      <FaultLine fault={fault} />
      <ol className={styles.cases} aria-label={words.cases}>
        {candidates.map(({ id, title }) => (
          <li key={id}>
            <p>
              {title} <span className={sheet.small}>{id}</span>
            </p>
            <button
              type="button"
              className={controls.button}
              aria-label={words.playNamed(title)}
              onClick={() => play(id)}
            >
              {words.play}
            </button>
          </li>
        ))}
      </ol>
      {split && (
        <div className={styles.split}>
          <p>
            <strong>{words.split}</strong> <WithCode text={split.do} />
          </p>
          <ul>
            {[split.first, split.second].map((shown, index) => (
              <li key={candidates[index]?.id}>
                <WithCode text={shown} /> → {candidates[index]?.id}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

/** By reason: a warp-diag has some sixty files. */
function Unread({ draft: { read, unread, moreUnread } }: { readonly draft: TicketDraft }) {
  if (read.length + unread.length === 0) return null;
  const reasons = [...new Set(unread.map(({ why }) => why))];
  return (
    <details className={styles.more}>
      <summary>{words.unread(unread.length + moreUnread)}</summary>
      <div className={styles.inner}>
        <p className={sheet.small}>{words.read(read.join(', '))}</p>
        {reasons.map((why) => (
          <div key={why}>
            <h4>{words.why[why]}</h4>
            <ul className={styles.unread}>
              {unread
                .filter((one) => one.why === why)
                .map(({ file, line, key }) => (
                  <li key={`${file} ${line} ${key}`}>
                    <code>
                      {file}
                      {line !== undefined && `:${line}`}
                    </code>{' '}
                    {key}
                  </li>
                ))}
            </ul>
          </div>
        ))}
        {moreUnread > 0 && <p className={sheet.small}>{words.moreUnread(moreUnread)}</p>}
      </div>
    </details>
  );
}
