import { useCallback } from 'react';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall, useTell } from '../shared/connection-context.tsx';
import { texts } from '../shared/texts.ts';

export type RunActs = {
  /** Resolves to whether it began. */
  start(params: ParamsOf<'run.start'>): Promise<boolean>;
  open(id: string): Promise<boolean>;
  /** Says that another run goes on, and offers the way back to `before`. */
  sayStarted(before: string): void;
};

export function useRunActs({ run }: Pick<Snapshot, 'run'>): RunActs {
  const call = useCall();
  const tell = useTell();
  const before = run.id;
  const sayStarted = useCallback(
    (left: string) =>
      tell(texts.runs.started(left), {
        label: texts.runs.goBack,
        run: () => void call('run.open', { id: left }),
      }),
    [call, tell],
  );
  const start = async (params: ParamsOf<'run.start'>) => {
    const begun = await call('run.start', params);
    if (begun) sayStarted(before);
    return begun !== undefined;
  };
  const open = async (id: string) => {
    const opened = await call('run.open', { id });
    if (opened) {
      tell(texts.runs.opened(id, before), {
        label: texts.runs.goBack,
        run: () => void call('run.open', { id: before }),
      });
    }
    return opened !== undefined;
  };
  return { start, open, sayStarted };
}
