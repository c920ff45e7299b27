import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { useState } from 'react';
import type { ResultOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import styles from './design.module.css';
import { DesignColumn } from './design-column.tsx';
import { ageShown, laneOf } from './design-lane.ts';
import { TakeOver } from './take-over.tsx';

const words = texts.designs;

type Props = { readonly snapshot: Snapshot; readonly isOpen: boolean; readonly onClose: () => void };
type Start = ResultOf<'start.list'>[number];

/** The environment as it is planned beside one that comes with the product: what dies at which age in each. */
export function DesignSheet({ isOpen, onClose, snapshot }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="large">
      <div className={sheet.body}>
        <Designs snapshot={snapshot} onClose={onClose} />
      </div>
    </Sheet>
  );
}

function Designs({ snapshot, onClose }: Omit<Props, 'isOpen'>) {
  const { result: starts, fault } = useAnswer('start.list', {});
  const [chosen, setChosen] = useState<string>();
  if (!starts) return fault === undefined ? <p className={sheet.late}>{words.loading}</p> : <FaultLine fault={fault} />;
  const other = starts.find(({ id }) => id === chosen) ?? otherThan(snapshot.environment.name, starts);
  if (!other) return <p>{words.none}</p>;
  return (
    <>
      <div className={styles.with}>
        <span className={sheet.soft}>{words.compareWith}</span>
        <ToggleGroup
          className={controls.group}
          aria-label={words.compareWith}
          value={[other.id]}
          onValueChange={([id]) => id !== undefined && setChosen(String(id))}
        >
          {starts.map(({ id, name }) => (
            <Toggle key={id} value={id} className={controls.grouped}>
              {name}
            </Toggle>
          ))}
        </ToggleGroup>
      </div>
      <Comparison key={other.id} start={other} snapshot={snapshot} onClose={onClose} />
    </>
  );
}

/** The first that is not what goes on already. */
const otherThan = (name: string, starts: readonly Start[]) => starts.find((start) => start.name !== name) ?? starts[0];

function Comparison({ start, snapshot, onClose }: Omit<Props, 'isOpen'> & { readonly start: Start }) {
  const { result, fault } = useAnswer('design.compare', { with: start.id });
  if (!result) return fault === undefined ? <p className={sheet.late}>{words.loading}</p> : <FaultLine fault={fault} />;
  const [here, there] = [laneOf(result.here), laneOf(result.there)];
  const ageTo = ageShown([here, there]);
  return (
    <div className={styles.columns}>
      <DesignColumn kicker={words.here} lane={here} ageTo={ageTo}>
        <p className={sheet.small}>{words.hereHint}</p>
      </DesignColumn>
      <DesignColumn kicker={words.there} lane={there} ageTo={ageTo}>
        <TakeOver start={start.id} snapshot={snapshot} onDone={onClose} />
      </DesignColumn>
    </div>
  );
}
