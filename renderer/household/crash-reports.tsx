import controls from '../shared/controls.module.css';
import { CopyButton } from '../shared/copy-button.tsx';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import type { Host } from './host.ts';
import styles from './settings.module.css';

const words = texts.settings.crashes;

/** Kept here only; the person decides whom to show them. */
export function CrashReports({ crashes, onChange }: Pick<Host, 'crashes'> & { readonly onChange: () => void }) {
  const { ask, fault } = useAsk();
  const discard = async (file: string) => {
    if (await ask('host.discard-crash', { file })) onChange();
  };
  return (
    <section>
      <h3>{words.heading}</h3>
      <p className={sheet.soft}>{crashes.length === 0 ? words.none : words.hint}</p>
      {crashes.map(({ file, at, text }) => (
        <details key={file} className={styles.crash}>
          <summary>{at}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keys. */}
          <pre tabIndex={0}>{text}</pre>
          <p className={styles.buttons}>
            <CopyButton text={text} label={words.copy} isPlain={false} />
            <button type="button" className={controls.button} onClick={() => void discard(file)}>
              {words.discard}
            </button>
          </p>
        </details>
      ))}
      <FaultLine fault={fault} />
    </section>
  );
}
