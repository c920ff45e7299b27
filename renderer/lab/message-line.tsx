import { useMessage } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './lab.module.css';

/** What went wrong with the last act. */
export function MessageLine() {
  const { message, dismiss } = useMessage();
  return (
    <div role="alert">
      {message && (
        <p key={message.id} className={styles.message}>
          {message.text}
          <button type="button" className={controls.quiet} onClick={dismiss}>
            {texts.close}
          </button>
        </p>
      )}
    </div>
  );
}
