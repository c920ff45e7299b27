import type { Standing } from '../../app/view/standing.ts';
import styles from './state-shape.module.css';

export type Shape = Standing | 'notice' | 'ghost' | 'plain';

/** ● answers · ◐ soon · ⊘ dead · ○ not checked · ◆ a notice · ◇ one that nobody saw · – a plain entry. The word stands beside it. */
export function StateShape({ shape }: { readonly shape: Shape }) {
  return (
    <svg className={`${styles.shape} ${styles[shape]}`} viewBox="0 0 12 12" aria-hidden="true">
      {drawings[shape]}
    </svg>
  );
}

const ring = <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;

const drawings = {
  answers: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  soon: (
    <>
      {ring}
      <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" fill="currentColor" />
    </>
  ),
  dead: (
    <>
      {ring}
      <path d="M3 9l6-6" stroke="currentColor" strokeWidth="1.75" />
    </>
  ),
  unchecked: ring,
  notice: <path d="M6 .75L11.25 6 6 11.25.75 6z" fill="currentColor" />,
  ghost: <path d="M6 1.5L10.5 6 6 10.5 1.5 6z" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  plain: <path d="M3.5 6h5" stroke="currentColor" strokeWidth="1.5" />,
};
