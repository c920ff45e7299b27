import { useEffect, useRef, useState } from 'react';
import type { ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';
import { sayFailure, useBareCall } from '../../shared/connection-context.tsx';

type Told = { readonly result?: ResultOf<'ticket.draft'>; readonly fault?: string };

/** The draft of what is typed. One question is on its way at a time, and the next one is about the latest. */
export function useDraft(params: ParamsOf<'ticket.draft'>): Told {
  const call = useBareCall();
  const [told, setTold] = useState<Told>({});
  const asked = useRef<string>(undefined);
  const latest = useRef(params);
  latest.current = params;
  const [round, setRound] = useState(0);
  const key = JSON.stringify(params);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parameters, `round` asks for what came meanwhile.
  useEffect(() => {
    if (asked.current !== undefined) return;
    asked.current = key;
    call('ticket.draft', latest.current)
      .then(
        (result) => setTold({ result }),
        (failure) => setTold({ fault: sayFailure(failure) }),
      )
      .finally(() => {
        const isOld = asked.current !== JSON.stringify(latest.current);
        asked.current = undefined;
        if (isOld) setRound((before) => before + 1);
      });
  }, [call, key, round]);
  return told;
}
