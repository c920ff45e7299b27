import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { sayDelays } from '../../household/delays.ts';
import { Choice } from '../../shared/choice.tsx';
import controls from '../../shared/controls.module.css';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import { texts as all } from '../../shared/texts.ts';
import styles from './environment.module.css';
import { sayIssue } from './form-context.ts';
import type { Check } from './use-check.ts';
import type { EnvironmentDraft } from './use-environment-draft.ts';
import type { Issue } from './yaml-editor-shape.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly draft: EnvironmentDraft;
  readonly check: Check | undefined;
  readonly mayApply: boolean;
  readonly isAsking: boolean;
  readonly when: 'delayed' | 'now';
  /** What became of the last act. */
  readonly said: string | undefined;
  readonly fault: string | undefined;
  readonly onWhen: (when: 'delayed' | 'now') => void;
  readonly onApply: () => void;
  readonly onIssue: (issue: Issue) => void;
  readonly onUndoApplied: () => void;
};

/** What is wrong in the draft, else what applying it would change; and the applying. */
export function DraftFoot(props: Props) {
  const { snapshot, check, mayApply, isAsking, when, said, fault, onWhen, onApply, onIssue, onUndoApplied } = props;
  const wasApplied = said?.startsWith('Done: ') === true;
  return (
    <footer className={`${sheet.foot} ${styles.foot}`}>
      <div className={styles.verdict} aria-live="polite">
        {check && check.result.issues.length > 0 ? (
          <Issues check={check} onIssue={onIssue} />
        ) : (
          <>
            {said !== undefined && (
              <p>
                {said}
                {wasApplied && (
                  <button type="button" className={controls.quiet} onClick={onUndoApplied}>
                    {all.edits.undo}
                  </button>
                )}
              </p>
            )}
            {!wasApplied && <Changes check={check} />}
          </>
        )}
        <FaultLine fault={fault} />
      </div>
      <div className={styles.applying}>
        <Choice
          label={all.import.when}
          value={when}
          options={[
            { value: 'delayed', label: all.import.delayed, hint: `(${sayDelays(snapshot.assumptions)})` },
            { value: 'now', label: all.import.now },
          ]}
          onChoose={onWhen}
        />
        <button type="button" className={controls.primary} disabled={!mayApply || isAsking} onClick={onApply}>
          {texts.apply}
        </button>
      </div>
    </footer>
  );
}

function Issues({ check, onIssue }: { readonly check: Check; readonly onIssue: (issue: Issue) => void }) {
  const { issues, more } = check.result;
  return (
    <>
      <h4 className={styles.wrong}>▲ {texts.issues(issues.length + more)}</h4>
      <ul className={styles.issues}>
        {issues.map((issue) => (
          <li key={`${issue.at} ${issue.path} ${issue.message}`}>
            <button type="button" className={controls.quiet} onClick={() => onIssue(issue)}>
              {texts.place(issue.line, issue.column)}
            </button>
            <span>
              {issue.path !== '' && <code>{issue.path}</code>} {sayIssue(issue)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Changes({ check }: { readonly check: Check | undefined }) {
  if (check === undefined) return <p className={styles.soft}>{texts.checking}</p>;
  const { changes, more, fromNextRun } = check.result;
  if (changes.length === 0) return <p className={styles.soft}>{texts.same}</p>;
  return (
    <>
      <h4>{texts.changes(changes.length + more)}</h4>
      <ul className={styles.issues}>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
        {more > 0 && <li>{texts.more(more)}</li>}
      </ul>
      {fromNextRun.length > 0 && <p className={styles.soft}>{texts.fromNextRun(fromNextRun.join(', '))}</p>}
    </>
  );
}
