import type { ParamsOf } from '../../../app/bridge/contract.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useRunActs } from '../../household/use-run-acts.ts';
import { FaultLine } from '../../shared/fault-line.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { CaseFinder } from './case-finder.tsx';

export type StartCase = (params: ParamsOf<'scenario.start'>) => void;

type Props = { readonly snapshot: Snapshot; readonly onClose: () => void };

/** The search for a case; the one that is started is played in the strip of the lab. */
export function CaseBoard({ snapshot, onClose }: Props) {
  const { ask, fault } = useAsk();
  const runs = useRunActs(snapshot, ask);
  const start: StartCase = (params) =>
    void ask('scenario.start', params).then((play) => {
      if (!play) return;
      runs.sayStarted(snapshot.run.id);
      onClose();
    });
  return (
    <>
      <FaultLine fault={fault} />
      <CaseFinder onStart={start} />
    </>
  );
}
