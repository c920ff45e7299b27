import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import { AboutSettings } from './about-settings.tsx';
import { AddressSettings } from './address-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { AssumptionSettings } from './assumption-settings.tsx';
import { CommandLineSettings } from './command-line-settings.tsx';
import { DataSettings } from './data-settings.tsx';
import { RemarkSettings } from './remark-settings.tsx';
import styles from './settings.module.css';

const words = texts.settings;

type Section = keyof typeof words.sections;

type Props = { readonly snapshot: Snapshot; readonly isOpen: boolean; readonly onClose: () => void };

export function SettingsSheet({ snapshot, isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="wide">
      <Sections snapshot={snapshot} onClose={onClose} />
    </Sheet>
  );
}

function Sections({ snapshot, onClose }: Omit<Props, 'isOpen'>) {
  const { result: host, fault, again } = useAnswer('host.show', {});
  const remarks = snapshot.remarks.length;
  const sections: Readonly<Record<Section, ReactNode>> = {
    remarks: <RemarkSettings remarks={snapshot.remarks} />,
    addresses: host && <AddressSettings snapshot={snapshot} host={host} onChange={again} />,
    appearance: <AppearanceSettings theme={snapshot.theme} />,
    data: host && <DataSettings host={host} onChange={again} onDeleted={onClose} />,
    commandLine: host && <CommandLineSettings host={host} />,
    assumptions: <AssumptionSettings assumptions={snapshot.assumptions} />,
    about: <AboutSettings product={snapshot.product} />,
  };
  const shown = (Object.keys(sections) as Section[]).filter((section) => section !== 'remarks' || remarks > 0);
  return (
    <Tabs.Root className={styles.settings} orientation="vertical" defaultValue={shown[0]}>
      <Tabs.List className={styles.sections} activateOnFocus>
        {shown.map((section) => (
          <Tabs.Tab key={section} value={section} className={styles.section}>
            {words.sections[section]}
            {section === 'remarks' && <span className={styles.count}>{remarks}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((section) => (
        <Tabs.Panel key={section} value={section} className={styles.panel}>
          {sections[section] ?? <Missing fault={fault} />}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

function Missing({ fault }: { readonly fault: string | undefined }) {
  return fault === undefined ? <p className={sheet.late}>{words.loading}</p> : <FaultLine fault={fault} />;
}
