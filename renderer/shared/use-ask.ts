import { useCallback, useEffect, useState } from 'react';
import type { MethodName, ParamsOf, ResultOf } from '../../app/bridge/contract.ts';
import { sayFailure, useBareCall } from './connection-context.tsx';

export type Asking = {
  readonly isAsking: boolean;
  /** What went wrong with the last call, to be shown where it was made. */
  readonly fault: string | undefined;
  forget(): void;
  /** Resolves to `undefined` when it failed. */
  ask<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M> | undefined>;
};

/** For calls whose failure belongs where they were made, and not at the foot of the window. */
export function useAsk(): Asking {
  const call = useBareCall();
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<string>();
  const ask = useCallback(
    async <M extends MethodName>(method: M, params: ParamsOf<M>) => {
      setAsking(true);
      setFault(undefined);
      try {
        return await call(method, params);
      } catch (failure) {
        setFault(sayFailure(failure));
        return undefined;
      } finally {
        setAsking(false);
      }
    },
    [call],
  );
  const forget = useCallback(() => setFault(undefined), []);
  return { isAsking, fault, forget, ask };
}

export type Answer<R> = { readonly result: R | undefined; readonly fault: string | undefined; again(): void };

/** What a method answers, asked once and whenever its parameters change. */
export function useAnswer<M extends MethodName>(method: M, params: ParamsOf<M>): Answer<ResultOf<M>> {
  const call = useBareCall();
  const [told, setTold] = useState<{ readonly result?: ResultOf<M>; readonly fault?: string }>({});
  const [round, setRound] = useState(0);
  const key = JSON.stringify(params);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parameters, `round` asks again.
  useEffect(() => {
    let isOver = false;
    call(method, params)
      .then((result) => !isOver && setTold({ result }))
      .catch((failure) => !isOver && setTold({ fault: sayFailure(failure) }));
    return () => {
      isOver = true;
    };
  }, [call, method, key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { result: told.result, fault: told.fault, again };
}
