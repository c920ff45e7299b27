import { useCallback, useEffect, useState } from 'react';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useRunActs } from '../../household/use-run-acts.ts';
import { useBareCall, useCall, useTell } from '../../shared/connection-context.tsx';
import { copyText } from '../../shared/copy-text.ts';
import { paletteTexts as words } from '../../shared/texts/palette.ts';
import { showTheme } from '../../shared/theme.ts';
import type { SignInState } from '../../shared/use-sign-in.ts';
import { useLab } from '../lab-context.tsx';
import type { Shortcut } from '../shortcuts.ts';
import type { PaletteAct } from './palette-act.ts';
import { editAct, placeActs } from './place-acts.ts';
import { shortcutActs } from './shortcut-acts.ts';
import { worldActs } from './world-acts.ts';

export type PaletteParts = {
  readonly snapshot: Snapshot;
  readonly now: number;
  readonly run: Readonly<Record<Shortcut, () => void>>;
  readonly signIn: SignInState;
};

/** Everything that can be done in the lab now. */
export function usePaletteActs({ snapshot, now, run, signIn }: PaletteParts, isOpen: boolean): readonly PaletteAct[] {
  const lab = useLab();
  const call = useCall();
  const bareCall = useBareCall();
  const tell = useTell();
  const { start } = useRunActs(snapshot);
  const starts =
    useOnce(
      useCallback(() => bareCall('start.list', {}), [bareCall]),
      isOpen,
    ) ?? [];
  const { total, items } = snapshot.policies;
  const listed = useOnce(
    useCallback(() => bareCall('policy.list', {}), [bareCall]),
    isOpen && total > items.length,
  );
  if (!isOpen) return [];
  const copy = async (address: string) =>
    tell((await copyText(address)) ? words.copied(address) : words.notCopied(address));
  const chooseTheme = async (theme: Snapshot['theme']) => {
    showTheme(theme);
    if (!(await call('host.set', { theme }))) showTheme(snapshot.theme);
  };
  const known = new Set(items.map(({ id }) => id));
  const others = (listed?.policies ?? []).filter(({ id }) => !known.has(id));
  return [
    ...shortcutActs(snapshot, run),
    ...worldActs(snapshot, now, {
      call,
      signIn: signIn.begin,
      showTheme: (theme) => void chooseTheme(theme),
      copy: (address) => void copy(address),
      to: (at) => void call('clock.to', { at }),
    }),
    {
      ...{ id: 'start-over', group: 'run', title: words.startOver, words: words.runWords },
      run: () => void start({}),
    },
    ...starts.map(
      ({ id, name, about }): PaletteAct => ({
        ...{ id: `start ${id}`, group: 'run', title: words.startWith(name), words: `${words.runWords} ${about}` },
        run: () => void start({ start: id }),
      }),
    ),
    ...placeActs(snapshot, now, { ...lab, showWhy: run['go-why'] }),
    ...others.map(({ id, name }) => editAct(id, name, lab)),
  ];
}

/** What is answered, asked each time it begins to be wanted. */
function useOnce<R>(ask: () => Promise<R>, isWanted: boolean): R | undefined {
  const [told, setTold] = useState<R>();
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    ask()
      .then((result) => !isOver && setTold(() => result))
      // What can’t be asked isn’t offered.
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [ask, isWanted]);
  return told;
}
