import { useRef, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { isScenarioName } from '../lab/scenario/use-play.ts';
import { sayFailure, useTell } from '../shared/connection-context.tsx';
import { useAsk } from '../shared/use-ask.ts';
import { chooseFiles } from './choose-files.ts';
import {
  type ImportFile,
  type ImportPreview,
  type ImportWay,
  readImportFiles,
  readingOf,
  usualWay,
} from './import-draft.ts';
import { sayEdited } from './say-edited.ts';
import { findBundle, useOpenBundle } from './use-open-bundle.ts';
import { useRunActs } from './use-run-acts.ts';

export type Importing = {
  readonly isOpen: boolean;
  readonly names: readonly string[];
  readonly preview: ImportPreview | undefined;
  readonly fault: string | undefined;
  readonly isAsking: boolean;
  readonly way: ImportWay;
  setWay(way: ImportWay): void;
  /** Shows what files would bring. */
  offer(files: readonly File[]): void;
  offerRead(files: readonly ImportFile[]): void;
  /** Asks the person for files; to be called on a click or a key. */
  choose(): void;
  apply(): void;
  close(): void;
};

type Draft = { readonly names: readonly string[]; readonly files: readonly ImportFile[] };

/**
 * An import from the files to what came of it. Nothing changes before `apply`, and nothing when that fails. `onScenario` gets
 * the files among which there is a scenario.
 */
export function useImport(snapshot: Snapshot, onScenario: (files: readonly ImportFile[]) => void): Importing {
  const { ask, isAsking, fault, forget } = useAsk();
  const tell = useTell();
  const { sayStarted } = useRunActs(snapshot);
  const openBundle = useOpenBundle(snapshot);
  const [draft, setDraft] = useState<Draft>();
  const [unread, setUnread] = useState<string>();
  const [preview, setPreview] = useState<ImportPreview>();
  const [way, setWay] = useState<ImportWay>(usualWay);
  const round = useRef(0);

  const look = async (files: readonly ImportFile[], next: ImportWay) => {
    round.current += 1;
    const mine = round.current;
    const answer = await ask('import.preview', { files: [...files], ...readingOf(next) });
    if (mine === round.current) setPreview(answer);
  };
  const begin = (names: readonly string[]) => {
    setDraft({ names, files: [] });
    setPreview(undefined);
    setUnread(undefined);
    forget();
    setWay(usualWay);
  };
  const close = () => {
    round.current += 1;
    setDraft(undefined);
  };
  const offerRead = (files: readonly ImportFile[]) => {
    if (files.some(({ name }) => isScenarioName(name))) {
      close();
      return onScenario(files);
    }
    begin(files.map(({ name }) => name));
    setDraft({ names: files.map(({ name }) => name), files });
    void look(files, usualWay);
  };
  const offer = (files: readonly File[]) => {
    const bundle = findBundle(files);
    begin(bundle === undefined ? files.map(({ name }) => name) : [bundle.name]);
    if (bundle !== undefined) {
      void openBundle(bundle).then((failure) => (failure === undefined ? close() : setUnread(failure)));
      return;
    }
    readImportFiles(files).then(offerRead, (failure) => setUnread(sayFailure(failure)));
  };
  const apply = async () => {
    if (!draft) return;
    const { to, when } = way;
    const before = snapshot.run.id;
    const result = await ask('import.apply', { files: [...draft.files], to, ...readingOf(way), now: when === 'now' });
    if (!result) return;
    close();
    if (to === 'new-run') sayStarted(before);
    else tell(sayEdited(result, snapshot.clock.now));
  };
  return {
    isOpen: draft !== undefined,
    names: draft?.names ?? [],
    ...{ preview, fault: unread ?? fault, isAsking, way },
    setWay: (next) => {
      setWay(next);
      const isOther = next.policies !== way.policies || next.profile !== way.profile;
      if (draft && isOther) void look(draft.files, next);
    },
    ...{ offer, offerRead, close },
    choose: () => chooseFiles(offer),
    apply: () => void apply(),
  };
}
