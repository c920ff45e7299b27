import { CopyButton } from '../shared/copy-button.tsx';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { WithCode } from '../shared/with-code.tsx';
import type { Host } from './host.ts';
import styles from './settings.module.css';

export function CommandLineSettings({ host }: { readonly host: Host }) {
  const words = texts.settings.commandLine;
  return (
    <>
      <p>
        <WithCode text={words.what} />
      </p>
      <p className={styles.line}>
        <code>{host.installLine}</code>
        <CopyButton text={host.installLine} label={words.copy} isPlain={false} />
      </p>
      <p className={sheet.soft}>
        <WithCode text={words.after} />
      </p>
    </>
  );
}
