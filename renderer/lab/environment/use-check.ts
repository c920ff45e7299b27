import { useEffect, useState } from 'react';
import type { ResultOf } from '../../../app/bridge/contract.ts';
import { sayFailure, useConnection } from '../../shared/connection-context.tsx';
import type { StoredDraft } from './draft-store.ts';

/** Real milliseconds that somebody pauses in typing. */
const pause = 150;

export type Check = {
  readonly text: string;
  readonly result: ResultOf<'environment.check'>;
};

/** What the emulator says of the draft: asked when somebody pauses, and again when the environment became another. */
export function useCheck(
  draft: StoredDraft,
  version: string,
): { readonly check: Check | undefined; readonly fault: string | undefined } {
  const connection = useConnection();
  const { text, files, leftOut } = draft;
  const [check, setCheck] = useState<Check>();
  const [fault, setFault] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` asks again.
  useEffect(() => {
    let isOver = false;
    const ask = () =>
      connection
        .call('environment.check', { text, leftOut, ...(files.length === 0 ? {} : { files: [...files] }) })
        .then(
          (result) => {
            if (isOver) return;
            setCheck({ text, result });
            setFault(undefined);
          },
          (failure) => !isOver && setFault(sayFailure(failure)),
        );
    const timer = setTimeout(ask, pause);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [connection, text, files, leftOut, version]);
  return { check, fault };
}
