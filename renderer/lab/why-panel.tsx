import type { Explanation } from '../../app/bridge/contract.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { CopyButton } from '../shared/copy-button.tsx';
import { WithSpans } from '../shared/spans.tsx';
import { texts } from '../shared/texts.ts';
import { copyCommands } from './copy-commands.ts';
import { HowToBeSure } from './how-to-be-sure.tsx';
import { useLab } from './lab-context.tsx';
import { PoliciesInOrder } from './policies-in-order.tsx';
import { questionOf } from './question.ts';
import { keyOf } from './selection.ts';
import { useWhy } from './use-why.ts';
import { verdictText } from './verdict-text.ts';
import styles from './why.module.css';
import { whyQuestion } from './why-question.ts';

/** Why the selected thing fares as it does, and what to do. */
export function WhyPanel({ snapshot, now }: { readonly snapshot: Snapshot; readonly now: Millis }) {
  const { selection, attempt, editPolicy } = useLab();
  const why = useWhy(snapshot, selection, now);
  const explanation = attempt?.explanation ?? (why.state === 'told' ? why.explanation : undefined);
  const question = selection && questionOf(snapshot, selection, now);
  const decides = explanation?.verdict.policy;
  const isPublicName = selection?.kind === 'name' && why.state === 'none';
  return (
    <aside className={styles.why} aria-labelledby="why">
      <h2 id="why" tabIndex={-1}>
        {texts.why.heading}
      </h2>
      {question === undefined && <p className={styles.soft}>{texts.why.empty}</p>}
      {question !== undefined && <p className={styles.question}>{question}</p>}
      {attempt && (
        <p className={styles.saw} role="status">
          {attempt.seen === undefined ? texts.why.waiting : `${texts.why.saw}: ${attempt.seen}`}
        </p>
      )}
      {why.state === 'failed' && <p role="alert">{why.message}</p>}
      {why.state === 'asking' && !explanation && <p className={styles.soft}>{texts.why.loading}</p>}
      {isPublicName && !explanation && <p>{texts.why.publicNames}</p>}
      {explanation && (
        <>
          <Reasons explanation={explanation} />
          <PoliciesInOrder
            key={selection && keyOf(selection)}
            phases={explanation.policies ?? []}
            question={selection && whyQuestion(snapshot, selection)}
          />
          <CopyButton
            isPlain={false}
            label={texts.why.copy}
            text={verdictText(snapshot, now, { subject: question ?? '', seen: attempt?.seen, explanation })}
          />
        </>
      )}
      <div className={styles.commands}>
        {decides !== undefined && (
          <button type="button" className={controls.quiet} onClick={() => editPolicy(decides.id)}>
            {texts.policies.edit}
          </button>
        )}
        {copyCommands(snapshot, selection).map(({ label, command }) => (
          <CopyButton key={label} label={label} text={command} />
        ))}
      </div>
    </aside>
  );
}

function Reasons({ explanation }: { readonly explanation: Explanation }) {
  const { summary, because, user, support, test } = explanation;
  return (
    <>
      <p>
        <WithSpans text={summary} />
      </p>
      <section>
        <h3>{texts.why.user}</h3>
        <p>{user}</p>
      </section>
      <section>
        <h3>{texts.why.support}</h3>
        <p>{support}</p>
      </section>
      {test && <HowToBeSure test={test} />}
      <section>
        <h3>{texts.why.because}</h3>
        <ol className={styles.because}>
          {because.map((reason, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: reasons are told in order and may repeat.
            <li key={at}>
              <WithSpans text={reason} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
