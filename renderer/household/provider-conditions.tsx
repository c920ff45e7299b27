import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { Pick } from '../shared/pick.tsx';
import { texts } from '../shared/texts.ts';
import { useSet } from '../shared/use-set.ts';
import styles from './condition.module.css';

const words = texts.conditions;

/** How the identity provider behaves, and what the browser in front of it remembers. */
export function ProviderConditions({ snapshot }: { readonly snapshot: Snapshot }) {
  const set = useSet();
  const call = useCall();
  const { provider, browser } = snapshot;
  return (
    <>
      <p className={styles.line}>
        {browser.remembers === undefined ? words.remembersNobody : words.remembers(browser.remembers)}
        {browser.remembers !== undefined && (
          <button type="button" className={controls.button} onClick={() => void call('browser.forget', {})}>
            {words.forget}
          </button>
        )}
      </p>
      <Pick
        label={words.prompt}
        value={provider.prompt}
        options={words.prompts}
        onPick={(next) => set('identity.prompt', next)}
      />
      <Pick label={words.mfa} value={provider.mfa} options={words.mfas} onPick={(next) => set('identity.mfa', next)} />
      <Pick
        label={words.trouble}
        value={provider.trouble}
        options={words.troubles}
        onPick={(next) => set('identity.trouble', next)}
      />
    </>
  );
}
