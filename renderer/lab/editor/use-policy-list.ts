import { useEffect, useState } from 'react';
import type { ResultOf } from '../../../app/bridge/contract.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useConnection } from '../../shared/connection-context.tsx';
import type { Place, PolicyEntry } from './drafts.ts';

export type PolicyList = {
  readonly entries: readonly PolicyEntry[];
  readonly places: readonly Place[];
  readonly isListed: boolean;
  /** Changes whenever policies or destinations may have. */
  readonly version: string;
};

/** Every policy as planned, asked again after each edit while somebody looks. */
export function usePolicyList(snapshot: Snapshot, isLooked: boolean): PolicyList {
  const connection = useConnection();
  const [list, setList] = useState<ResultOf<'policy.list'>>();
  const version = JSON.stringify([snapshot.run.id, snapshot.edits]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` asks again.
  useEffect(() => {
    if (!isLooked) return;
    let isOver = false;
    connection.call('policy.list', {}).then(
      (next) => !isOver && setList(next),
      // The link gate says that the emulator has gone.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [connection, isLooked, version]);
  return { entries: list?.policies ?? [], places: list?.destinations ?? [], isListed: list !== undefined, version };
}
