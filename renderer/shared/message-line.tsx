import { useEffect, useState } from 'react';
import { useMessage } from './connection-context.tsx';
import controls from './controls.module.css';
import styles from './message-line.module.css';
import { texts } from './texts.ts';

/** Real milliseconds; what was done is told elsewhere too, what went wrong stays. */
const staysFor = 15_000;

/** What went wrong with the last act, or what it did. */
export function MessageLine() {
  const { message, dismiss } = useMessage();
  const [isHeld, setHeld] = useState(false);
  const leaves = message?.tone === 'done' && !isHeld;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each message has its own time.
  useEffect(() => {
    if (!leaves) return;
    const timer = setTimeout(dismiss, staysFor);
    return () => clearTimeout(timer);
  }, [leaves, dismiss, message?.id]);
  return (
    <div role={message?.tone === 'fault' ? 'alert' : 'status'}>
      {message && (
        <p
          key={message.id}
          className={styles.message}
          data-tone={message.tone}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{message.text}</span>
          {message.act && (
            <button
              type="button"
              className={controls.button}
              onClick={() => {
                dismiss();
                message.act?.run();
              }}
            >
              {message.act.label}
            </button>
          )}
          <button type="button" className={controls.quiet} onClick={dismiss}>
            {texts.close}
          </button>
        </p>
      )}
    </div>
  );
}
