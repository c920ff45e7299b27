import { Switch } from '@base-ui/react/switch';
import { useEffect, useId, useRef } from 'react';
import type { Millis } from '../../../app/time/instant.ts';
import controls from '../../shared/controls.module.css';
import { Pick } from '../../shared/pick.tsx';
import { texts } from '../../shared/texts.ts';
import type { Draft, PolicyDraft } from './drafts.ts';
import styles from './editor.module.css';
import { ExpressionField } from './expression-field.tsx';
import { PolicyVerdict } from './policy-verdict.tsx';
import { SessionCheckField } from './session-check-field.tsx';
import { useLive } from './use-live.ts';
import type { PolicyEditor } from './use-policy-editor.ts';

const words = texts.policies;

type Props = {
  readonly editor: PolicyEditor;
  readonly draft: Draft;
  readonly now: Millis;
  /** Changes when a trial may come out otherwise although the draft is the same. */
  readonly standing: string;
};

/** One policy: who it is for, what it does, and what that comes to. */
export function PolicyForm({ editor, draft, now, standing }: Props) {
  const { against, places, change, save, setAgainst } = editor;
  const { id, policy, was, round } = draft;
  const params = {
    policy: { ...policy, name: policy.name.trim() || '–' },
    ...(was === undefined ? {} : { id }),
    ...(against === undefined ? {} : { against }),
  };
  const trial = useLive('policy.try', params, standing)?.result;
  const place = { against, again: standing, onSave: save };
  return (
    <div className={styles.form}>
      <div className={styles.fields}>
        <Head key={id} editor={editor} draft={draft} />
        <ExpressionField
          key={`traffic ${id} ${round}`}
          {...{ ...place, label: words.traffic, hint: words.anyTraffic }}
          kind={policy.filter === 'http' ? 'http' : 'l4'}
          text={policy.traffic}
          onText={(traffic) => change({ ...policy, traffic })}
        />
        <ExpressionField
          key={`identity ${id} ${round}`}
          {...{ ...place, label: words.identity, hint: words.anybody, kind: 'identity' }}
          text={policy.identity}
          onText={(identity) => change({ ...policy, identity })}
        />
        <ExpressionField
          key={`posture ${id} ${round}`}
          {...{ ...place, label: words.posture, hint: words.anyDevice, kind: 'device_posture' }}
          text={policy.devicePosture}
          onText={(devicePosture) => change({ ...policy, devicePosture })}
        />
        <SessionCheckField policy={policy} duration={trial?.duration} onPolicy={change} />
        {trial?.neverMatches === true && <p className={styles.fault}>▲ {words.neverMatches}</p>}
      </div>
      <PolicyVerdict id={was === undefined ? '' : id} {...{ places, against, trial, now }} onAgainst={setAgainst} />
    </div>
  );
}

function Head({ editor, draft }: { readonly editor: PolicyEditor; readonly draft: Draft }) {
  const id = useId();
  const { change, duplicate, remove, move, unsaved, entries } = editor;
  const { policy, was } = draft;
  const set = (part: Partial<PolicyDraft>) => change({ ...policy, ...part });
  const phase = entries.filter(({ filter }) => filter === policy.filter);
  const at = phase.findIndex((entry) => entry.id === draft.id);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (was === undefined) name.current?.select();
  }, [was]);
  const mayMove = was !== undefined && !unsaved.has(draft.id);
  return (
    <div className={styles.head}>
      <label htmlFor={`${id}-name`}>{words.name}</label>
      <input
        ref={name}
        id={`${id}-name`}
        className={`${controls.input} ${styles.name}`}
        value={policy.name}
        maxLength={200}
        onChange={(event) => set({ name: event.target.value })}
      />
      <div className={styles.line}>
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside brings its own input. */}
        <label className={styles.enabled}>
          <Switch.Root
            className={controls.switch}
            checked={policy.enabled}
            onCheckedChange={(enabled) => set({ enabled })}
          >
            <Switch.Thumb className={controls.thumb} />
          </Switch.Root>
          {words.enabled}
        </label>
        <Pick
          label={words.action}
          value={policy.action}
          options={actionsFor(policy)}
          onPick={(action) => set({ action })}
        />
        {was === undefined ? (
          <Pick
            label={words.filter}
            value={policy.filter}
            options={newFilters}
            onPick={(filter) => set({ filter: filter === 'http' ? 'http' : 'l4' })}
          />
        ) : (
          <span className={styles.soft}>{words.filters[policy.filter]}</span>
        )}
        <label htmlFor={`${id}-precedence`}>{words.precedence}</label>
        <input
          id={`${id}-precedence`}
          className={`${controls.input} ${styles.precedence}`}
          inputMode="numeric"
          value={policy.precedence}
          onChange={(event) => set({ precedence: Number(event.target.value.replaceAll(/\D/g, '').slice(0, 9)) })}
        />
        <div className={styles.acts}>
          {was !== undefined && (
            <>
              <Move label={words.earlier} sign="↑" isOff={!mayMove || at <= 0} onMove={() => move('earlier')} />
              <Move
                label={words.later}
                sign="↓"
                isOff={!mayMove || at === phase.length - 1}
                onMove={() => move('later')}
              />
            </>
          )}
          <button type="button" className={controls.quiet} onClick={duplicate}>
            {words.duplicate}
          </button>
          <button type="button" className={controls.quiet} onClick={remove}>
            {words.delete}
          </button>
        </div>
      </div>
    </div>
  );
}

type MoveProps = {
  readonly label: string;
  readonly sign: string;
  readonly isOff: boolean;
  readonly onMove: () => void;
};

function Move({ label, sign, isOff, onMove }: MoveProps) {
  return (
    <button type="button" className={controls.quiet} aria-label={label} title={label} disabled={isOff} onClick={onMove}>
      {sign}
    </button>
  );
}

const newFilters: Readonly<Record<string, string>> = { l4: words.filters.l4, http: words.filters.http };

/** What a filter's policies may do, and whatever an import brought. */
function actionsFor({ filter, action }: PolicyDraft): Readonly<Record<string, string>> {
  const usual = filter === 'l4' ? ['allow', 'block'] : filter === 'http' ? ['allow', 'block', 'off'] : [];
  return Object.fromEntries([...new Set([...usual, action])].map((each) => [each, words.actions[each] ?? each]));
}
