import controls from '../../shared/controls.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { Field } from './field.tsx';
import { useForm } from './form-context.ts';
import { isMapping, valueAt } from './place.ts';
import { type SectionName, sections } from './sections.ts';
import { sayValue } from './text-fields.tsx';

/** One part of the environment. */
export function SectionForm({ name }: { readonly name: SectionName }) {
  if (name === 'policies') return <Policies />;
  return (
    <>
      {name === 'assumptions' && <p className={styles.hint}>{texts.assumptions}</p>}
      {sections[name].map((place) => (
        <Field key={place.join('.')} place={place} />
      ))}
    </>
  );
}

/** They have an editor of their own; what an import brings stands in the text until it is applied. */
function Policies() {
  const { data, editPolicy, point } = useForm();
  const policies = valueAt(data, ['policies']);
  const items: readonly unknown[] = Array.isArray(policies) ? policies : [];
  return (
    <>
      <p className={styles.hint}>{texts.policies.about}</p>
      {policies === undefined && <p className={styles.hint}>{texts.policies.leftOut}</p>}
      <button type="button" className={controls.button} onClick={() => editPolicy()}>
        {texts.policies.all}
      </button>
      <ul className={styles.policies}>
        {items.filter(isMapping).map((policy, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: their order is what they are told by.
          <li key={at}>
            {typeof policy.import === 'string' ? (
              <button type="button" className={styles.entryHead} onClick={() => point(['policies', at])}>
                <span className={styles.summary}>{texts.policies.imported(policy.import)}</span>
              </button>
            ) : (
              <button
                type="button"
                className={styles.entryHead}
                aria-label={texts.policies.edit(sayValue(policy.name ?? policy.id))}
                onFocus={() => point(['policies', at])}
                onClick={() => editPolicy(sayValue(policy.id))}
              >
                <strong>{sayValue(policy.name ?? policy.id)}</strong>
                <span className={styles.summary}>{sayPolicy(policy)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function sayPolicy({ action, checkSession, enabled }: Readonly<Record<string, unknown>>): string {
  const check = typeof checkSession === 'string' ? checkSession : undefined;
  return [sayValue(action ?? 'allow'), check, enabled === false ? 'off' : undefined]
    .filter((part) => part !== undefined)
    .join(' · ');
}
