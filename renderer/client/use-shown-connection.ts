import { useEffect, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { stageLook, stagesOf } from './connection-stages.ts';
import { codeShown } from './generations.ts';

export type ShownConnection = {
  readonly status: Snapshot['client']['status'] | 'Connecting';
  /** Under the status: the stage while it connects, else the code when there is one. */
  readonly detail: string | undefined;
};

type Run = { readonly stages: readonly string[]; readonly at: number };

/**
 * What the client shows of its connection: once it was switched on, stage by stage. In the emulated network it is connected
 * from the first stage on; only what is shown takes time.
 */
export function useShownConnection(snapshot: Snapshot): ShownConnection {
  const { status, mode } = snapshot.client;
  const [before, setBefore] = useState(status);
  const [run, setRun] = useState<Run>();
  if (status !== before) {
    setBefore(status);
    setRun(before === 'Disconnected' ? { stages: stagesOf({ mode, status }), at: 0 } : undefined);
  }
  useEffect(() => {
    if (run === undefined) return;
    const next = run.at + 1 < run.stages.length ? { ...run, at: run.at + 1 } : undefined;
    const timer = setTimeout(() => setRun(next), stageLook);
    return () => clearTimeout(timer);
  }, [run]);
  if (run !== undefined) return { status: 'Connecting', detail: run.stages[run.at] };
  return { status, detail: codeShown(snapshot) };
}
