import type { Explanation } from '../../app/bridge/contract.ts';
import { texts } from '../shared/texts.ts';
import { WithCode } from '../shared/with-code.tsx';
import styles from './why.module.css';

type Test = NonNullable<Explanation['test']>;

/** The one test that tells this cause from those that look like it, and what each outcome of it means. */
export function HowToBeSure({ test }: { readonly test: Test }) {
  const { quick, ...sure } = test;
  return (
    <section>
      <h3>{texts.why.sure}</h3>
      <Outcomes test={sure} />
      {quick && (
        <details className={styles.more}>
          <summary>{texts.why.quick}</summary>
          <Outcomes test={quick} />
        </details>
      )}
    </section>
  );
}

function Outcomes({ test }: { readonly test: Omit<Test, 'quick'> }) {
  return (
    <>
      <p className={styles.code}>
        <WithCode text={test.do} />
      </p>
      <dl className={styles.outcomes}>
        <dt>{texts.why.ifSo}</dt>
        <dd>{test.ifSo}</dd>
        <dt>{texts.why.ifNot}</dt>
        {test.ifNot.split('\n').map((outcome) => (
          <dd key={outcome}>{outcome}</dd>
        ))}
      </dl>
    </>
  );
}
