import type { ResultOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useShowPolicy } from '../lab/use-show-policy.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import { WithCode } from '../shared/with-code.tsx';
import styles from './finding.module.css';

const words = texts.findings;

type Props = { readonly snapshot: Snapshot; readonly isOpen: boolean; readonly onClose: () => void };
type Finding = ResultOf<'policy.lint'>['findings'][number];

/** What will hurt in the policies as they are planned, errors first, and what to do about each. */
export function FindingSheet({ snapshot, isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="wide">
      <div className={sheet.body}>
        <p className={sheet.soft}>{words.about}</p>
        <Findings key={revisionOf(snapshot)} snapshot={snapshot} onClose={onClose} />
      </div>
    </Sheet>
  );
}

/** Changes when an edit may have changed what there is to find. */
function revisionOf({ findings, edits }: Snapshot): string {
  return `${findings.errors} ${findings.warnings} ${edits.pending.length} ${edits.undo ?? ''}`;
}

function Findings({ snapshot, onClose }: Omit<Props, 'isOpen'>) {
  const { result, fault } = useAnswer('policy.lint', {});
  const show = useShowPolicy(snapshot);
  if (!result) return fault === undefined ? <p className={sheet.late}>{words.loading}</p> : <FaultLine fault={fault} />;
  const more = result.errors + result.warnings - result.findings.length;
  return (
    <>
      {result.findings.length === 0 && <p>{words.none}</p>}
      <ol className={styles.findings}>
        {result.findings.map((finding) => (
          <FindingItem
            key={`${finding.code} ${finding.policy.id} ${finding.message}`}
            finding={finding}
            onShow={() => {
              onClose();
              show(finding.policy.id);
            }}
          />
        ))}
      </ol>
      {more > 0 && (
        <p className={sheet.small}>
          <WithCode text={words.more(more)} />
        </p>
      )}
    </>
  );
}

function FindingItem({ finding, onShow }: { readonly finding: Finding; readonly onShow: () => void }) {
  const { severity, policy, message, fix, reason } = finding;
  return (
    <li data-severity={severity}>
      <div className={styles.head}>
        <p className={styles.severity}>
          <StateShape shape={severity === 'error' ? 'dead' : 'soon'} />
          {words.severities[severity]}
        </p>
        <h3>{policy.name}</h3>
        <p className={styles.place}>{sayPlace(finding)}</p>
        <button type="button" className={controls.quiet} onClick={onShow} aria-label={`${words.show}: ${policy.name}`}>
          {words.show}
        </button>
      </div>
      <p>{message}</p>
      <dl className={styles.advice}>
        <dt>{words.fix}</dt>
        <dd>{fix}</dd>
        <dt>{words.reason}</dt>
        <dd>
          <WithCode text={reason} />
        </dd>
      </dl>
    </li>
  );
}

function sayPlace({ policy: { source }, place }: Finding): string {
  return [
    ...(place === undefined ? [] : [words.parts[place.part]]),
    ...(place?.at === undefined ? [] : [words.lineOf(place.at.line, place.at.column)]),
    ...(source === undefined ? [] : [`${source.file}:${source.line}`]),
  ].join(' · ');
}
