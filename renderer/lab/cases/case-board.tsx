import { useState } from 'react';
import type { ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useRunActs } from '../../household/use-run-acts.ts';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { texts } from '../../shared/texts.ts';
import { useAnswer, useAsk } from '../../shared/use-ask.ts';
import { CaseFinder } from './case-finder.tsx';
import { CasePlay } from './case-play.tsx';

const words = texts.cases;

export type Play = NonNullable<ResultOf<'scenario.show'>['play']>;
export type StartCase = (params: ParamsOf<'scenario.start'>) => void;

type Props = { readonly snapshot: Snapshot; readonly onClose: () => void };

/** The case that is being played, or else the search for one. */
export function CaseBoard({ snapshot, onClose }: Props) {
  const { ask, fault } = useAsk();
  const runs = useRunActs(snapshot, ask);
  const shown = useAnswer('scenario.show', {});
  const [latest, setLatest] = useState<Play | 'left'>();
  const start: StartCase = (params) =>
    void ask('scenario.start', params).then((play) => {
      if (!play) return;
      setLatest(play);
      runs.sayStarted(snapshot.run.id);
      if (params.to === 'symptom') onClose();
    });
  const play = latest === undefined ? shown.result?.play : latest === 'left' ? undefined : latest;
  if (shown.result === undefined && latest === undefined) {
    return shown.fault === undefined ? (
      <p className={sheet.late}>{words.loading}</p>
    ) : (
      <FaultLine fault={shown.fault} />
    );
  }
  return (
    <>
      <FaultLine fault={fault} />
      {play?.run === snapshot.run.id ? (
        <CasePlay play={play} runs={runs} ask={ask} onPlay={setLatest} onClose={onClose} />
      ) : (
        <CaseFinder onStart={start} />
      )}
    </>
  );
}
