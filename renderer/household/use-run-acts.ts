import { useCallback } from 'react';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall, useTell } from '../shared/connection-context.tsx';
import { texts } from '../shared/texts.ts';
import type { Asking } from '../shared/use-ask.ts';
import { sayMinute } from './run-words.ts';

const words = texts.runs;

export type RunActs = {
  /** Resolves to whether it began. */
  start(params: ParamsOf<'run.start'>): Promise<boolean>;
  open(id: string): Promise<boolean>;
  /** `from` says what it goes on from. */
  branch(params: ParamsOf<'checkpoint.branch'>, from: string): Promise<boolean>;
  /** Says that another run goes on, and offers the way back to `before`. */
  sayStarted(before: string): void;
};

/** What fails is told at the foot of the window, or by `ask` where the act was asked for. */
export function useRunActs({ run }: Pick<Snapshot, 'run'>, ask?: Asking['ask']): RunActs {
  const callAndSay = useCall();
  const call = ask ?? callAndSay;
  const tell = useTell();
  const before = run.id;
  const goBackTo = useCallback(
    (id: string) => ({ label: words.goBack, run: () => void callAndSay('run.open', { id }) }),
    [callAndSay],
  );
  const sayStarted = useCallback((left: string) => tell(words.started(left), goBackTo(left)), [tell, goBackTo]);
  const start = async (params: ParamsOf<'run.start'>) => {
    const begun = await call('run.start', params);
    if (begun) sayStarted(before);
    return begun !== undefined;
  };
  const open = async (id: string) => {
    const opened = await call('run.open', { id });
    if (opened) tell(words.opened(id, before), goBackTo(before));
    return opened !== undefined;
  };
  const branch = async (params: ParamsOf<'checkpoint.branch'>, from: string) => {
    const branched = await call('checkpoint.branch', params);
    if (branched) tell(words.branched(from, sayMinute(branched.at)), goBackTo(before));
    return branched !== undefined;
  };
  return { start, open, branch, sayStarted };
}
