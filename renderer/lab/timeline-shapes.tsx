import type { TimelineNotice, TimelineSignIn } from '../../app/view/timeline-shape.ts';
import styles from './timeline.module.css';

type At = { readonly x: number; readonly y: number };

/** Shapes tell fates apart without colour: filled was seen, hollow was not, a stroke through it ended it. */
export function NoticeShape({ fate, x, y }: At & { readonly fate: TimelineNotice['fate'] }) {
  const diamond = `M${x} ${y - 5}l5 5-5 5-5-5z`;
  const right = `M${x - 4} ${y - 5}l8 5-8 5z`;
  switch (fate) {
    case 'due':
      return <circle className={styles.solid} cx={x} cy={y} r={2.5} />;
    case 'seen':
      return <path className={styles.solid} d={diamond} />;
    case 'missed':
      return <path className={styles.hollow} d={diamond} />;
    case 'dismissed':
      return <path className={styles.solid} d={`${diamond}M${x - 7} ${y - 0.75}h14v1.5h-14z`} />;
    case 'withdrawn':
      return <path className={styles.hollow} d={`${diamond}M${x - 7} ${y - 0.75}h14v1.5h-14z`} />;
    case 'suppressed':
      return <path className={styles.hollow} d={`${diamond}M${x - 5} ${y + 5}l10-10`} />;
    case 'clicked':
      return <path className={styles.solid} d={right} />;
    case 'clicked-late':
      return <path className={styles.hollow} d={right} />;
    case 'abandoned':
      return <path className={styles.hollow} d={`${right}M${x - 5} ${y + 5}l10-10`} />;
  }
}

export function SignInShape({ is, x, y }: At & { readonly is: TimelineSignIn['is'] }) {
  const up = `M${x} ${y - 5}l5 9h-10z`;
  switch (is) {
    case 'signed-in':
      return <path className={styles.solid} d={up} />;
    case 'enrolled':
      return <path className={styles.solid} d={`${up}M${x - 6} ${y + 5}h12v1.5h-12z`} />;
    case 'refused':
      return <path className={styles.hollow} d={`${up}M${x - 5} ${y + 5}l10-11`} />;
    case 'abandoned':
      return <path className={styles.hollow} d={up} />;
    case 'asked':
      return <path className={styles.hollow} d={`M${x - 4} ${y - 4}h8v8h-8z`} />;
    case 'revoked':
      return <path className={styles.hollow} d={`M${x - 4} ${y - 4}h8v8h-8zl8 8`} />;
    case 'left':
      return <path className={styles.hollow} d={`M${x - 5} ${y - 4}h10l-5 9z`} />;
  }
}
