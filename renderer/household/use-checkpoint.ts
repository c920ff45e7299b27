import { useCall, useTell } from '../shared/connection-context.tsx';
import { texts } from '../shared/texts.ts';

/** Keeps the present moment, says so, and offers the tree. */
export function useCheckpoint(showTree: () => void): () => void {
  const call = useCall();
  const tell = useTell();
  return () =>
    void call('checkpoint.make', {}).then((made) => {
      if (made) tell(texts.runs.made(made.name), { label: texts.runs.showTree, run: showTree });
    });
}
