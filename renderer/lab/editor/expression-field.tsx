import { useEffect, useId } from 'react';
import type { ParamsOf } from '../../../app/bridge/contract.ts';
import { useConnection } from '../../shared/connection-context.tsx';
import { texts } from '../../shared/texts.ts';
import type { Against } from './drafts.ts';
import styles from './editor.module.css';
import { ReadingRemarks } from './reading-remarks.tsx';
import { useCodeEditor } from './use-code-editor.ts';
import { useLive } from './use-live.ts';

const words = texts.policies;

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly kind: ParamsOf<'expression.read'>['kind'];
  readonly text: string;
  readonly against: Against | undefined;
  /** Changes when the answer may be another although the text is the same. */
  readonly again: string;
  readonly onText: (text: string) => void;
  readonly onSave: () => void;
};

/** A condition in the policy language: coloured, completed, and judged as it is typed. */
export function ExpressionField({ label, hint, kind, text, against, again, onText, onSave }: Props) {
  const id = useId();
  const connection = useConnection();
  const complete = (typed: string, at: number) => connection.call('expression.complete', { text: typed, kind, at });
  const { host, state, editor } = useCodeEditor({ text, label, hint, onChange: onText, onSave, complete });
  const params = { text, kind, ...(against === undefined ? {} : { against }) };
  const live = useLive('expression.read', params, again);
  const value = live?.params.text === text ? live.result.result?.value : undefined;
  useEffect(() => {
    if (live) editor?.show(live.params.text, live.result);
  }, [editor, live]);
  return (
    <section className={styles.expression} aria-label={label}>
      <div className={styles.fieldHead}>
        <label htmlFor={state === 'failed' ? id : undefined}>{label}</label>
        {value !== undefined && (
          <span data-value={value}>
            <span aria-hidden>{value ? '●' : '○'}</span> {value ? words.wholeHolds : words.wholeFails}
          </span>
        )}
      </div>
      <div className={styles.code} ref={host} data-state={state}>
        {state === 'loading' && <p className={styles.loading}>{text === '' ? hint : text}</p>}
        {state === 'failed' && (
          <textarea
            id={id}
            className={styles.plain}
            rows={3}
            value={text}
            placeholder={hint}
            spellCheck={false}
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </div>
      {state === 'failed' && <p className={styles.soft}>{words.plain}</p>}
      <ReadingRemarks
        text={live?.params.text ?? ''}
        reading={live?.result}
        isCurrent={live?.params.text === text}
        onRewrite={(canonical) => (editor ? editor.replace(canonical) : onText(canonical))}
      />
    </section>
  );
}
