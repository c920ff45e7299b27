import { useRef } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import type { Act } from '../../app/view/act.ts';
import { sentenceOf } from '../../app/view/sentence.ts';
import type { Tone } from '../../app/view/sentence-facts.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { WithSpans } from '../shared/spans.tsx';
import { type Shape, StateShape } from '../shared/state-shape.tsx';
import { bundleTexts } from '../shared/texts/bundle.ts';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import { useLab } from './lab-context.tsx';
import { findDestination } from './selection.ts';
import styles from './sentence.module.css';
import { withoutFigures } from './without-figures.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly showTheWay: () => void;
  readonly signIn: SignInState;
  readonly onBundle: () => void;
};

/** Under one sentence; more would be a menu. */
const mostActs = 3;

const shapes: Readonly<Record<Tone, Shape>> = { calm: 'answers', soon: 'soon', dead: 'dead', other: 'unchecked' };

/** The one truth to show first, and what to do about it. */
export function SentencePanel({ snapshot, now, showTheWay, signIn, onBundle }: Props) {
  const { tone, headline, text, acts } = sentenceOf(snapshot, now);
  const act = useAct({ snapshot, showTheWay, signIn });
  return (
    <section className={styles.panel} data-tone={tone}>
      <h1 className={styles.headline} id="sentence" tabIndex={-1}>
        <StateShape shape={shapes[tone]} />
        {headline}
      </h1>
      <p className={styles.rest}>
        <WithSpans text={text.slice(headline.length + 1)} />
      </p>
      <Announcement text={text} />
      {acts.length > 0 && (
        <div className={styles.acts}>
          {acts.map((offered, at) => (
            <button
              key={offered.label}
              type="button"
              className={at === 0 && offered.do !== 'cancel-sign-in' ? controls.primary : controls.button}
              onClick={() => act(offered)}
            >
              {offered.label}
            </button>
          ))}
          {acts.length < mostActs && (
            <button type="button" className={controls.button} onClick={onBundle}>
              {bundleTexts.make}
            </button>
          )}
          {signIn.address !== undefined && (
            <a href={signIn.address} target="_blank" rel="noopener noreferrer">
              {texts.client.openByHand}
            </a>
          )}
        </div>
      )}
    </section>
  );
}

/** Read aloud when it says something else, not when a figure moves. */
function Announcement({ text }: { readonly text: string }) {
  const said = useRef(text);
  if (withoutFigures(said.current) !== withoutFigures(text)) said.current = text;
  return (
    <p className={controls.hidden} aria-live="polite">
      {said.current}
    </p>
  );
}

function useAct({
  snapshot,
  showTheWay,
  signIn,
}: Pick<Props, 'snapshot' | 'showTheWay' | 'signIn'>): (act: Act) => void {
  const call = useCall();
  const lab = useLab();
  return (act) => {
    switch (act.do) {
      case 'show-where-to-click':
        return showTheWay();
      case 'sign-in':
        return signIn.begin('settings');
      case 'enrol':
        return signIn.begin('enrolment');
      case 'log-out':
        return void call('registration.log-out', {});
      case 'remove-registration':
        return void call('registration.delete', {});
      case 'cancel-sign-in':
        return signIn.cancel();
      case 'jump-before-expiry':
      case 'jump-past-expiry':
        return void call('clock.to', { at: act.at });
      case 'connect':
        return void call('client.connect', {});
      case 'go-online':
        return void call('world.set', { online: true });
      case 'wake':
        return void call('world.set', { asleep: false });
      case 'visit': {
        const found = findDestination(snapshot, act.destination);
        return found && lab.visit(found);
      }
    }
  };
}
