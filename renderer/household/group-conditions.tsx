import { Field } from '@base-ui/react/field';
import { type FormEvent, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { Pick } from '../shared/pick.tsx';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { useSet } from '../shared/use-set.ts';
import styles from './condition.module.css';
import { readGroups, sayGroups } from './condition-words.ts';

const words = texts.conditions;

/** The user's groups in the directory, and whether Gateway has heard of them. */
export function GroupConditions({ snapshot }: { readonly snapshot: Snapshot }) {
  const set = useSet();
  const { groups, user, provider } = snapshot;
  if (groups === undefined || user === undefined) return null;
  return (
    <>
      <GroupForm key={groups.directory.join()} groups={groups.directory} userId={user.id} />
      <Pick
        label={words.scim}
        value={provider.scim ? 'true' : 'false'}
        options={words.scims}
        onPick={(next) => set('identity.scim', next)}
      />
      <p className={sheet.soft}>{sayGroups(groups)}</p>
    </>
  );
}

function GroupForm({ groups, userId }: { readonly groups: readonly string[]; readonly userId: string }) {
  const set = useSet();
  const before = groups.join(', ');
  const [text, setText] = useState(before);
  const save = (event: FormEvent) => {
    event.preventDefault();
    set(`people[${JSON.stringify(userId)}].groups`, JSON.stringify(readGroups(text)));
  };
  return (
    <form className={styles.line} onSubmit={save}>
      <Field.Root className={styles.line}>
        <Field.Label className={styles.who}>{words.groups(userId)}</Field.Label>
        <Field.Control className={controls.input} value={text} onValueChange={(next) => setText(String(next))} />
      </Field.Root>
      <button type="submit" className={controls.button} disabled={readGroups(text).join() === groups.join()}>
        {words.saveGroups}
      </button>
    </form>
  );
}
