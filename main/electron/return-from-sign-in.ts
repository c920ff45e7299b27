import type { SnapshotSource } from '../../app/bridge/server.ts';

/** Calls `show` when a sign-in that was open in the browser has ended there: the person wants to see what it brought. */
export function returnFromSignIn(snapshots: SnapshotSource, show: () => void): () => void {
  let open = snapshots.latest().reauth?.id;
  return snapshots.onChange(() => {
    const { reauth, lastReauth } = snapshots.latest();
    const hasEnded = open !== undefined && reauth === undefined;
    open = reauth?.id;
    // One that was given up ended here, not in the browser.
    if (hasEnded && lastReauth !== undefined && lastReauth.outcome !== 'abandoned') show();
  });
}
