import controls from '../../shared/controls.module.css';
import { texts } from '../../shared/texts.ts';
import type { Reading } from './code-editor-shape.ts';
import styles from './editor.module.css';

const words = texts.policies;

type Props = {
  /** The text that was read. */
  readonly text: string;
  readonly reading: Reading | undefined;
  /** Whether that is still the text there is. */
  readonly isCurrent: boolean;
  readonly onRewrite: (canonical: string) => void;
};

/** What the language makes of a text: what is wrong, what is odd, and what each condition says of the destination. */
export function ReadingRemarks({ text, reading, isCurrent, onRewrite }: Props) {
  const { fault, warnings = [], canonical, result } = reading ?? {};
  return (
    <div className={styles.remarks} data-late={!isCurrent || undefined}>
      <div aria-live="polite">
        {fault && (
          <p className={styles.fault}>
            ▲ {words.place(fault.line, fault.column)}: {fault.message}
            {fault.hint !== undefined && <span className={styles.hint}> – {fault.hint}</span>}
          </p>
        )}
        {warnings.map(({ code, at, message }) => (
          <p key={`${code} ${at}`} className={styles.warning}>
            △ {message}
          </p>
        ))}
      </div>
      {canonical !== undefined && isCurrent && (
        <p className={styles.rewrite}>
          <code>{canonical}</code>
          <button type="button" className={controls.quiet} onClick={() => onRewrite(canonical)}>
            {words.rewrite}
          </button>
        </p>
      )}
      {result && <Conditions text={text} result={result} />}
    </div>
  );
}

function Conditions({ text, result }: { readonly text: string; readonly result: NonNullable<Reading['result']> }) {
  const { conditions, missing } = result;
  return (
    <>
      <ul className={styles.conditions} aria-label={words.conditions}>
        {conditions.map(({ at, length, value, actual }) => (
          <li key={at} data-value={value}>
            <span aria-hidden>{value ? '●' : '○'}</span>
            <span className={controls.hidden}>{value ? words.holds : words.fails}</span>
            <code>{text.slice(at, at + length)}</code>
            <span className={styles.actual}>{actual ?? words.noValue}</span>
          </li>
        ))}
      </ul>
      {missing.length > 0 && <p className={styles.soft}>{words.missing(missing.join(', '))}</p>}
    </>
  );
}
