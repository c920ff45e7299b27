import type { ReactNode } from 'react';
import controls from '../../shared/controls.module.css';

const ways = ['next', 'failure', 'end'] as const;

type Props = {
  readonly words: Readonly<Record<(typeof ways)[number], string>>;
  readonly isOver: boolean;
  readonly step: (to: (typeof ways)[number]) => void;
  /** Behind the first, the key that presses it. */
  readonly nextKey?: ReactNode;
};

/** Play on: one step, up to what comes out differently, or all. */
export function StepButtons({ words, isOver, step, nextKey }: Props) {
  return ways.map((to) => (
    <button
      key={to}
      type="button"
      className={to === 'next' ? controls.primary : controls.button}
      disabled={isOver}
      onClick={() => step(to)}
    >
      {words[to]}
      {to === 'next' && nextKey}
    </button>
  ));
}
