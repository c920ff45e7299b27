import { useState } from 'react';
import type { Explanation, ParamsOf } from '../../app/bridge/contract.ts';
import { numberOf } from '../../app/view/number-of.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import { gapsIn, mattersIn, phaseTitle } from './phase-words.ts';
import { PolicyTold } from './policy-told.tsx';
import styles from './why.module.css';

export type Phase = NonNullable<Explanation['policies']>[number];
type Question = ParamsOf<'explain'>;

/** Every phase that the attempt met: first what mattered in it, on demand every policy in order. */
export function PoliciesInOrder({
  phases,
  question,
}: {
  readonly phases: readonly Phase[];
  /** What to ask for the other policies; absent: what is told is all that is known. */
  readonly question: Question | undefined;
}) {
  const [isWhole, setWhole] = useState(false);
  if (phases.length === 0) return undefined;
  return (
    <section className={styles.policies}>
      <h3>{texts.why.policies}</h3>
      {isWhole && question ? (
        <WholeOrder question={question} />
      ) : (
        phases.map((phase, at) => <PhaseTold key={keyOf(phase, at)} phase={phase} isWhole={false} />)
      )}
      {question && (
        <button type="button" className={controls.button} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? texts.why.onlyWhatMattered : texts.why.allPolicies}
        </button>
      )}
    </section>
  );
}

const pageSize = 100;

function WholeOrder({ question }: { readonly question: Question }) {
  const [offset, setOffset] = useState(0);
  const { result, fault } = useAnswer('explain', { ...question, policies: { all: true, offset, limit: pageSize } });
  const phases = result?.policies ?? [];
  const hasMore = phases.some(({ more }) => more > 0);
  return (
    <>
      <FaultLine fault={fault} />
      {phases.map((phase, at) => (
        <PhaseTold key={keyOf(phase, at)} phase={phase} isWhole />
      ))}
      {(offset > 0 || hasMore) && (
        <div className={styles.pages}>
          <button
            type="button"
            className={controls.button}
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - pageSize))}
          >
            {texts.why.earlierPolicies}
          </button>
          <button
            type="button"
            className={controls.button}
            disabled={!hasMore}
            onClick={() => setOffset(offset + pageSize)}
          >
            {texts.why.laterPolicies}
          </button>
        </div>
      )}
    </>
  );
}

const keyOf = ({ phase, about }: Phase, at: number) => `${at} ${phase} ${about}`;

function PhaseTold({ phase, isWhole }: { readonly phase: Phase; readonly isWhole: boolean }) {
  const { told } = phase;
  const shown = isWhole ? told : told.filter(mattersIn);
  return (
    <div>
      <p className={styles.soft}>{phaseTitle(phase)}</p>
      {shown.length > 0 && (
        <ol className={styles.order}>
          {shown.map((policy) => (
            <PolicyTold key={policy.id} policy={policy} isOpen={!isWhole && policy.result === 'matched'} />
          ))}
        </ol>
      )}
      {gapsIn(phase, shown.length).map((gap) => (
        <p key={gap} className={styles.soft}>
          {gap}
        </p>
      ))}
      {phase.matched === undefined && (
        <p>{`${numberOf(phase.total, 'policy', 'policies')}, none matches, which allows it.`}</p>
      )}
    </div>
  );
}
