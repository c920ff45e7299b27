import { useEffect, useRef, useState } from 'react';
import type { MethodName, ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';
import { useConnection } from '../../shared/connection-context.tsx';

/** Real milliseconds that somebody pauses in typing. */
const pause = 100;

export type Live<M extends MethodName> = { readonly params: ParamsOf<M>; readonly result: ResultOf<M> };

/**
 * The latest answer to a question that changes as somebody types; `again` asks it anew. Answers that were overtaken are
 * dropped, and the one before stands until the next has come.
 */
export function useLive<M extends MethodName>(method: M, params: ParamsOf<M>, again = ''): Live<M> | undefined {
  const connection = useConnection();
  const [live, setLive] = useState<Live<M>>();
  const isFirst = useRef(true);
  const key = JSON.stringify(params);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks anew.
  useEffect(() => {
    let isOver = false;
    const asked = JSON.parse(key) as ParamsOf<M>;
    const ask = () =>
      connection.call(method, asked).then(
        (result) => !isOver && setLive({ params: asked, result }),
        // A draft that can't be asked about is told where it is saved.
        () => undefined,
      );
    const timer = setTimeout(ask, isFirst.current ? 0 : pause);
    isFirst.current = false;
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [connection, method, key, again]);
  return live;
}
