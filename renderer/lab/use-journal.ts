import { useEffect, useState, useSyncExternalStore } from 'react';
import { sayFailure, useBareCall, useView } from '../shared/connection-context.tsx';
import { createJournalPages, type JournalPages, type JournalView } from './journal-pages.ts';

/** The journal of the run that goes on, with what is asked of it. */
export function useJournal(revision: number, runId: string): readonly [JournalView, JournalPages] {
  const call = useBareCall();
  const { link } = useView();
  const [pages] = useState(() =>
    createJournalPages({
      ask: (params) => call('journal.page', params),
      schedule: (after, run) => {
        const timer = setTimeout(run, after);
        return () => clearTimeout(timer);
      },
      sayFault: sayFailure,
    }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: told of each revision, of another run, and of a link that is back.
  useEffect(() => pages.poke(), [pages, revision, runId, link]);
  return [useSyncExternalStore(pages.subscribe, pages.view), pages];
}
