import { useEffect, useRef, useState } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import { useConnection, useView } from '../shared/connection-context.tsx';
import type { View } from './timeline-view.ts';

/** Real milliseconds from one question to the next. */
const pause = 300;

/**
 * What happened within a view, asked again as the view moves, as something happens, and as time goes on by a bin; one
 * question at a time. The answer before stays until the next is there, but never that of another run.
 */
export function useTimelineLanes(snapshot: Snapshot, view: View, bins: number, now: Millis): TimelineLanes | undefined {
  const connection = useConnection();
  const [told, setTold] = useState<{ readonly run: string; readonly lanes: TimelineLanes }>();
  const { from, to } = view;
  const runId = snapshot.run.id;
  const { link } = useView();
  const tick = Math.floor(now / Math.max(1, (to - from) / bins));
  const question = `${link} ${runId} ${snapshot.revision} ${from} ${to} ${bins} ${tick}`;
  const latest = useRef({ question, runId, params: { from, to, bins } });
  latest.current = { question, runId, params: { from: Math.max(0, from), to, bins } };
  const asking = useRef({ asked: '', isBusy: false, isGone: false });

  useEffect(() => {
    const state = asking.current;
    state.isGone = false;
    return () => {
      state.isGone = true;
    };
  }, []);
  useEffect(() => {
    const state = asking.current;
    const ask = () => {
      const { question: next, runId: run, params } = latest.current;
      if (state.isBusy || state.isGone || state.asked === next) return;
      state.isBusy = true;
      state.asked = next;
      const paused = new Promise((resolve) => setTimeout(resolve, pause));
      connection
        .call('timeline.read', params)
        .then((lanes) => setTold({ run, lanes }))
        // The link says by itself that it is gone; what was told stays.
        .catch(() => undefined)
        .then(() => paused)
        .then(() => {
          state.isBusy = false;
          ask();
        });
    };
    if (question !== '') ask();
  }, [connection, question]);

  return told?.run === runId ? told.lanes : undefined;
}
