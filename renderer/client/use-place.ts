import { useCallback, useEffect, useReducer, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { guideLook, guideOf, home, type Move, moved, type Place } from './place.ts';

export type ClientPlace = {
  readonly place: Place;
  readonly move: (move: Move) => void;
  /** Walks to the button that signs in again, one look at a time, as this client has it. */
  readonly showTheWay: (client: Pick<Snapshot['client'], 'generation' | 'banner'>) => void;
};

export function useClientPlace(): ClientPlace {
  const [place, dispatch] = useReducer(moved, home);
  const [ahead, setAhead] = useState<readonly Place[]>([]);

  useEffect(() => {
    const [look, ...rest] = ahead;
    if (look === undefined) return;
    dispatch({ to: 'look', place: look });
    if (rest.length === 0) return;
    const timer = setTimeout(() => setAhead(rest), guideLook);
    return () => clearTimeout(timer);
  }, [ahead]);

  const move = useCallback((next: Move) => {
    setAhead([]);
    dispatch(next);
  }, []);
  const showTheWay = useCallback((client: Pick<Snapshot['client'], 'generation' | 'banner'>) => {
    setAhead([...guideOf(client)]);
  }, []);
  return { place, move, showTheWay };
}
