import { useCallback, useEffect, useState } from 'react';
import type { ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { chooseFiles } from '../../household/choose-files.ts';
import { type ImportFile, readImportFiles } from '../../household/import-draft.ts';
import { useRunActs } from '../../household/use-run-acts.ts';
import { sayFailure, useBareCall, useCall } from '../../shared/connection-context.tsx';

export type Play = NonNullable<ResultOf<'scenario.show'>['play']>;
export type PlayStep = Play['steps'][number];
export type PlayPart = Play['parts'][number];

/** A file that could not be started, and why, one sentence each. */
export type Unstarted = { readonly name: string; readonly faults: readonly string[] };

export type Playing = {
  /** The scenario whose run goes on now. */
  readonly play: Play | undefined;
  readonly isOpen: boolean;
  readonly unstarted: Unstarted | undefined;
  open(): void;
  close(): void;
  /** Asks the person for files; to be called on a click or a key. */
  choose(): void;
  start(files: readonly ImportFile[]): void;
  step(to: 'next' | 'failure' | 'end'): void;
  /** With a branch, or with the trunk. */
  goTo(branch: string | undefined): void;
  /** Its steps from that one on. */
  showFrom(step: number): void;
  leave(): void;
};

/** A scenario from its file to its last step; what is played of it elsewhere shows here, too. */
export function usePlay(snapshot: Snapshot): Playing {
  const bareCall = useBareCall();
  const call = useCall();
  const { sayStarted } = useRunActs(snapshot);
  const [play, setPlay] = useState<Play>();
  const [isOpen, setOpen] = useState(false);
  const [unstarted, setUnstarted] = useState<Unstarted>();
  const { plays, run } = snapshot;

  useEffect(() => {
    if (plays === 0) return;
    let isOver = false;
    // Asked again for each change of the play, wherever it came from, and for each change of the run.
    void run.id;
    bareCall('scenario.show', {}).then(
      (shown) => !isOver && setPlay(shown.play),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [bareCall, plays, run.id]);

  const start = async (files: readonly ImportFile[]) => {
    setUnstarted(undefined);
    try {
      setPlay(await bareCall('scenario.start', { files: [...files] }));
      setOpen(false);
      sayStarted(run.id);
    } catch (failure) {
      const name = files.find(({ name: one }) => isScenarioName(one))?.name ?? '';
      setUnstarted({ name, faults: sayFailure(failure).split('\n') });
      setOpen(true);
    }
  };
  const offer = (files: readonly File[]) =>
    void readImportFiles(files).then(start, (failure) => {
      setUnstarted({ name: files[0]?.name ?? '', faults: [sayFailure(failure)] });
    });
  const go = <M extends 'scenario.step' | 'scenario.branch'>(method: M, params: ParamsOf<M>) => {
    // Of several at once, one is carried out after the other.
    void call(method, params).then((played) => played && setPlay(played));
  };
  return {
    // Of another run there is nothing to be played here.
    play: play?.run === run.id ? play : undefined,
    ...{ isOpen, unstarted },
    open: useCallback(() => {
      setUnstarted(undefined);
      setOpen(true);
    }, []),
    close: () => setOpen(false),
    choose: () => chooseFiles(offer),
    start: (files) => void start(files),
    step: (to) => go('scenario.step', { to }),
    goTo: (branch) => go('scenario.branch', branch === undefined ? {} : { branch }),
    showFrom: (from) => void call('scenario.show', { from }).then((shown) => shown?.play && setPlay(shown.play)),
    leave: () => void call('scenario.stop', {}).then((left) => left && setPlay(undefined)),
  };
}

export function isScenarioName(name: string): boolean {
  return /\.scenario\.(?:ya?ml|json)$/i.test(name);
}
