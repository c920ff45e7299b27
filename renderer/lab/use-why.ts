import { useEffect, useRef, useState } from 'react';
import type { Explanation } from '../../app/bridge/contract.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { Connection } from '../shared/connection.ts';
import { useConnection } from '../shared/connection-context.tsx';
import { keyOf, type Selection, standingKeyOf } from './selection.ts';
import { whyQuestion } from './why-question.ts';

export type Why =
  | { readonly state: 'none' | 'asking' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'told'; readonly explanation: Explanation };

/** Real milliseconds between two looks while the emulator goes on. */
const lookEvery = 2000;

/** The reasons for the selection, asked again when its standing changes. */
export function useWhy(snapshot: Snapshot, selection: Selection | undefined, now: Millis): Why {
  const connection = useConnection();
  const [why, setWhy] = useState<{ readonly key: string; readonly why: Why }>();
  const revision = useRef(snapshot.revision);
  revision.current = snapshot.revision;
  const about = useRef(selection);
  about.current = selection;
  const key = selection && `${keyOf(selection)} ${standingKeyOf(snapshot, selection, now)}`;
  const subject = selection && keyOf(selection);

  useEffect(() => {
    if (key === undefined || subject === undefined) return;
    let isOver = false;
    let asked: number | undefined;
    const look = () => {
      const current = about.current;
      if (!current || asked === revision.current || (asked !== undefined && current.kind === 'entry')) return;
      asked = revision.current;
      const tell = (next: Why) => !isOver && setWhy({ key: subject, why: next });
      ask(connection, current)
        .then((explanation) => tell(explanation ? { state: 'told', explanation } : { state: 'none' }))
        .catch((failure: Error) => tell({ state: 'failed', message: failure.message }));
    };
    look();
    const timer = setInterval(look, lookEvery);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [connection, key, subject]);

  if (subject === undefined) return { state: 'none' };
  return why?.key === subject ? why.why : { state: 'asking' };
}

async function ask(connection: Connection, selection: Selection): Promise<Explanation | undefined> {
  const { snapshot } = connection.view();
  if (!snapshot) return undefined;
  if (selection.kind === 'entry' && selection.told?.isAttempt === false) return undefined;
  if (selection.kind === 'entry') return connection.call('journal.explain', { id: selection.id });
  const question = whyQuestion(snapshot, selection);
  return question && connection.call('explain', question);
}
