import { useEffect, useState } from 'react';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useTell } from '../../shared/connection-context.tsx';
import { texts } from '../../shared/texts.ts';
import type { Playing } from './use-play.ts';

type Module = typeof import('./player.tsx');

/** The strip and the sheet of the player, which come when a scenario is played or asked for. */
export function PlayDoor(props: { readonly snapshot: Snapshot; readonly playing: Playing }) {
  const tell = useTell();
  const [module, setModule] = useState<Module>();
  const { isOpen, play } = props.playing;
  const isWanted = isOpen || play !== undefined;
  useEffect(() => {
    if (!isWanted || module !== undefined) return;
    import('./player.tsx').then(setModule, () => tell(texts.cases.notLoaded));
  }, [isWanted, module, tell]);
  if (module === undefined) return null;
  const { Player } = module;
  return <Player {...props} />;
}
