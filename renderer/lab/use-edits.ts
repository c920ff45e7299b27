import { useCall, useTell } from '../shared/connection-context.tsx';
import { texts } from '../shared/texts.ts';

/** Takes the latest edit back, or brings it again, and says so. */
export function useEdits(): { undo(): void; redo(): void } {
  const call = useCall();
  const tell = useTell();
  const run = async (method: 'edit.undo' | 'edit.redo', say: (said: string) => string) => {
    const answer = await call(method, {});
    if (answer) tell(say(answer.said));
  };
  return {
    undo: () => void run('edit.undo', texts.edits.undone),
    redo: () => void run('edit.redo', texts.edits.redone),
  };
}
