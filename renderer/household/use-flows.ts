import { useCallback, useEffect, useRef, useState } from 'react';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { sayFailure, useBareCall } from '../shared/connection-context.tsx';

export const pageLength = 100;

type FlowPage = ResultOf<'flow.list'>;
type Flows = { readonly list: FlowPage | undefined; readonly fault: string | undefined; again(): void };

/** Real milliseconds. Bytes cross without a new revision while the clock stands; a clock that runs fast brings many. */
const gaps = { atMost: 1000, atLeast: 250 } as const;

/** A page of the open connections, asked anew after each revision and once a second, never twice at a time. */
export function useFlows(offset: number, revision: number): Flows {
  const call = useBareCall();
  const [told, setTold] = useState<{ readonly list?: FlowPage; readonly fault?: string }>({});
  const poke = useRef<() => void>(undefined);
  useEffect(() => {
    let isOver = false;
    let isAsking = false;
    let isPoked = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      isAsking = true;
      isPoked = false;
      try {
        const list = await call('flow.list', { offset, limit: pageLength });
        if (!isOver) setTold({ list });
      } catch (failure) {
        if (!isOver) setTold(({ list }) => ({ ...(list && { list }), fault: sayFailure(failure) }));
      }
      isAsking = false;
      if (!isOver) timer = setTimeout(ask, isPoked ? gaps.atLeast : gaps.atMost);
    };
    poke.current = () => {
      if (isPoked) return;
      isPoked = true;
      if (isAsking) return;
      clearTimeout(timer);
      timer = setTimeout(ask, gaps.atLeast);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [call, offset]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told of each revision.
  useEffect(() => poke.current?.(), [revision]);
  const again = useCallback(() => poke.current?.(), []);
  return { list: told.list, fault: told.fault, again };
}
