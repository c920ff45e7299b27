import { useState } from 'react';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import { CrashReports } from './crash-reports.tsx';
import { DeleteEverything } from './delete-everything.tsx';
import { sayBytes } from './figures.ts';
import type { Host } from './host.ts';
import styles from './settings.module.css';

const words = texts.settings.data;

type Props = { readonly host: Host; readonly onChange: () => void; readonly onDeleted: () => void };

export function DataSettings({ host, onChange, onDeleted }: Props) {
  const { ask, fault } = useAsk();
  const { bytes } = host;
  const open = (which: 'data' | 'logs') => void ask('host.open-folder', { which });
  const [isDeleting, setDeleting] = useState(false);
  if (isDeleting) return <DeleteEverything host={host} onCancel={() => setDeleting(false)} onDeleted={onDeleted} />;
  return (
    <>
      <p className={styles.line}>
        <code>{host.dataDirectory}</code>
        <button type="button" className={controls.button} onClick={() => open('data')}>
          {words.openFolder}
        </button>
      </p>
      <p className={styles.line}>
        <code>{host.logs}</code>
        <button type="button" className={controls.button} onClick={() => open('logs')}>
          {words.openLogs}
        </button>
      </p>
      <FaultLine fault={fault} />
      <dl className={styles.sizes}>
        {(['runs', 'logs', 'aside', 'total'] as const).map((part) => (
          <div key={part}>
            <dt>{words.sizes[part]}</dt>
            <dd>{sayBytes(bytes[part])}</dd>
          </div>
        ))}
      </dl>
      <CrashReports crashes={host.crashes} onChange={onChange} />
      <div>
        <button type="button" className={controls.button} onClick={() => setDeleting(true)}>
          {words.delete}
        </button>
      </div>
    </>
  );
}
