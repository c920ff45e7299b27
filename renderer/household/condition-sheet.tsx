import type { ReactNode } from 'react';
import { sayInstant } from '../../app/time/calendar.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { Badge } from '../shared/badge.tsx';
import { useNow } from '../shared/connection-context.tsx';
import { CopyButton } from '../shared/copy-button.tsx';
import { Pick } from '../shared/pick.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import { useSet } from '../shared/use-set.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import styles from './condition.module.css';
import { codeOptions, sayCountdown, sayParts, skewOptions } from './condition-words.ts';
import { GatewayConditions } from './gateway-conditions.tsx';
import { GroupConditions } from './group-conditions.tsx';
import { PostureConditions } from './posture-conditions.tsx';
import { ProviderConditions } from './provider-conditions.tsx';
import { RegistrationConditions } from './registration-conditions.tsx';

const words = texts.conditions;

type Props = {
  readonly snapshot: Snapshot;
  readonly signIn: SignInState;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** What a run's outcomes hang on besides policies: the registration, the sign-in page, the device, the client, the person. */
export function ConditionSheet({ snapshot, signIn, isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="wide">
      <div className={`${sheet.body} ${styles.conditions}`}>
        <Section title={words.sections.registration}>
          <RegistrationConditions snapshot={snapshot} signIn={signIn} />
        </Section>
        <Section title={words.sections.provider}>
          <ProviderConditions snapshot={snapshot} />
        </Section>
        <Section title={words.sections.device}>
          <DeviceConditions snapshot={snapshot} />
          <PostureConditions posture={snapshot.posture} />
        </Section>
        <Section title={words.sections.gateway}>
          <GatewayConditions snapshot={snapshot} />
        </Section>
        {snapshot.groups && (
          <Section title={words.sections.groups}>
            <GroupConditions snapshot={snapshot} />
          </Section>
        )}
        <Section title={words.sections.client}>
          <ClientConditions snapshot={snapshot} />
        </Section>
        <Section title={words.sections.person}>
          {snapshot.day.length === 0 ? (
            <p className={sheet.soft}>{words.noDay}</p>
          ) : (
            <ul className={styles.parts}>
              {sayParts(snapshot.day).map((said) => (
                <li key={said}>{said}</li>
              ))}
            </ul>
          )}
        </Section>
        <p className={sheet.small}>{words.atOnce}</p>
      </div>
    </Sheet>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3>{title}</h3>
      <div className={styles.inner}>{children}</div>
    </section>
  );
}

function DeviceConditions({ snapshot }: { readonly snapshot: Snapshot }) {
  const set = useSet();
  const now = useNow();
  const { clockSkew } = snapshot.device;
  const { value, options } = skewOptions(clockSkew);
  return (
    <>
      <Pick
        label={words.skew}
        value={value}
        options={options}
        onPick={(next) => set('device.clockSkew', `'${next}'`)}
      />
      <p className={sheet.soft}>{sayCountdown(snapshot, now)}</p>
    </>
  );
}

function ClientConditions({ snapshot }: { readonly snapshot: Snapshot }) {
  const set = useSet();
  const { generation, allowedToLeave, lock } = snapshot.client;
  return (
    <>
      <div className={styles.line}>
        <Pick
          label={texts.desk.generation}
          value={generation}
          options={texts.desk.generations}
          onPick={(next) => set('client.generation', next)}
        />
        <Badge label={texts.desk.assumed} about={texts.desk.assumedAbout[generation]} />
      </div>
      <Pick
        label={words.mayLeave}
        value={allowedToLeave ? 'true' : 'false'}
        options={words.mayLeaves}
        onPick={(next) => set('client.allowedToLeave', next)}
      />
      <Pick
        label={words.lock}
        value={lock === undefined ? 'false' : 'true'}
        options={words.locks}
        onPick={(next) => set('client.switchLocked', next)}
      />
      {lock !== undefined && <LockConditions lock={lock} />}
    </>
  );
}

type Lock = NonNullable<Snapshot['client']['lock']>;

/** What an administrator can do for a user whose switch is locked (DOMAIN.md §5.4 fact 26). */
function LockConditions({ lock: { unlocksFor, adminCode, unlockedUntil } }: { readonly lock: Lock }) {
  const set = useSet();
  const { value, options } = codeOptions(unlocksFor);
  return (
    <>
      <Pick label={words.codes} value={value} options={options} onPick={(next) => set('client.adminOverride', next)} />
      {adminCode !== undefined && (
        <p className={styles.line}>
          <span>
            {words.adminCode} <strong className={styles.code}>{adminCode}</strong>
          </span>
          <CopyButton text={adminCode} label={words.copyCode} />
        </p>
      )}
      {unlockedUntil !== undefined && (
        <p className={styles.line}>
          {words.unlocked(sayInstant(unlockedUntil))}
          <Badge label={texts.desk.assumed} about={words.unlockedAbout} />
        </p>
      )}
    </>
  );
}
