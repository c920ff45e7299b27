import { Popover } from '@base-ui/react/popover';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { CopyButton } from '../shared/copy-button.tsx';
import { texts } from '../shared/texts.ts';
import { addressLines } from './address-commands.ts';
import styles from './settings.module.css';

export function SettingsPopover({ snapshot }: { readonly snapshot: Snapshot }) {
  const { remarks } = snapshot;
  return (
    <Popover.Root>
      <Popover.Trigger className={controls.quiet}>
        {texts.settings.heading}
        {remarks.length > 0 && <span className={styles.count}>{remarks.length}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={controls.above} align="end" sideOffset={6}>
          <Popover.Popup className={`${controls.popup} ${styles.settings}`}>
            <Popover.Title className={styles.title}>{texts.settings.heading}</Popover.Title>
            <Addresses snapshot={snapshot} />
            {remarks.length > 0 && (
              <section>
                <h3>{texts.settings.remarks}</h3>
                <ul className={styles.rows}>
                  {remarks.map((remark) => (
                    <li key={remark}>{remark}</li>
                  ))}
                </ul>
              </section>
            )}
            <Assumptions assumptions={snapshot.assumptions} />
            <p className={styles.hint}>
              {texts.product} {snapshot.product.version}
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Addresses({ snapshot }: { readonly snapshot: Snapshot }) {
  return (
    <section>
      <h3>{texts.settings.addresses}</h3>
      <ul className={styles.rows}>
        {addressLines(snapshot).map(({ name, address, command }) => (
          <li key={name} className={styles.address}>
            <span className={styles.name}>{texts.settings.names[name]}</span>
            <code>{address ?? texts.settings.silent}</code>
            {address !== undefined && <CopyButton text={address} label={texts.settings.copyAddress} />}
            {command !== undefined && (
              <>
                <code className={styles.command}>{command}</code>
                <CopyButton text={command} label={`Copy ${command.split(' ')[0]}`} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Assumptions({ assumptions }: Pick<Snapshot, 'assumptions'>) {
  if (assumptions.length === 0) return null;
  return (
    <section>
      <h3>{texts.settings.assumptions}</h3>
      <p className={styles.hint}>{texts.settings.assumptionsHint}</p>
      <ul className={styles.rows}>
        {assumptions.map(({ key, value, text }) => (
          <li key={key} title={`${key}: ${value}`}>
            <span className={styles.badge}>{texts.settings.assumed}</span> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
