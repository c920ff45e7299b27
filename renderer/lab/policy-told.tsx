import { policyResults } from '../../app/view/policy-words.ts';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import type { Phase } from './policies-in-order.tsx';
import styles from './why.module.css';

type Policy = Phase['told'][number];
type Condition = Policy['conditions'][number];

/** One policy at its place: what came of it, and behind that why, condition by condition. */
export function PolicyTold({ policy, isOpen }: { readonly policy: Policy; readonly isOpen: boolean }) {
  const { place, name, action, result, because, conditions, faults } = policy;
  return (
    <li value={place}>
      <details open={isOpen}>
        <summary>
          <StateShape shape={result === 'matched' ? 'answers' : 'unchecked'} />
          <span className={styles.policyName}>{name}</span>
          <span className={styles.soft}>{`${action} · ${policyResults[result]}`}</span>
        </summary>
        <p>{because}</p>
        <ul className={styles.conditions}>
          {conditions.map((condition) => (
            <ConditionTold key={`${condition.part} ${condition.span.offset}`} condition={condition} />
          ))}
          {faults.map(({ part, message, hint, at }) => (
            <li key={`${part} ${message}`} className={styles.fault}>
              {`▲ ${texts.why.parts[part as Condition['part']] ?? part}${at === undefined ? '' : `, line ${at.line}, column ${at.column}`}: ${message}`}
              {hint === undefined ? '' : ` (${hint})`}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function ConditionTold({ condition }: { readonly condition: Condition }) {
  const { part, text, value, negated, decisive, why } = condition;
  const holds = value !== negated;
  return (
    <li className={decisive ? styles.decisive : undefined}>
      <StateShape shape={holds ? 'answers' : 'unchecked'} />
      <span>
        {part !== 'traffic' && <span className={styles.soft}>{`${texts.why.parts[part]}: `}</span>}
        <code>{negated ? `not(${text})` : text}</code>
        <span className={styles.found}>{why}</span>
      </span>
    </li>
  );
}
