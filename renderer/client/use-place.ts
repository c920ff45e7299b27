import { useCallback, useEffect, useReducer, useState } from 'react';
import { guide, guideLook, home, type Move, moved, type Place } from './place.ts';

export type ClientPlace = {
  readonly place: Place;
  readonly move: (move: Move) => void;
  /** Walks to the re-authenticate button, one look at a time. */
  readonly showTheWay: () => void;
};

export function useClientPlace(): ClientPlace {
  const [place, dispatch] = useReducer(moved, home);
  const [step, setStep] = useState<number>();

  useEffect(() => {
    if (step === undefined) return;
    dispatch({ to: 'guide', step });
    if (step + 1 >= guide.length) return;
    const timer = setTimeout(() => setStep(step + 1), guideLook);
    return () => clearTimeout(timer);
  }, [step]);

  const move = useCallback((next: Move) => {
    setStep(undefined);
    dispatch(next);
  }, []);
  const showTheWay = useCallback(() => {
    dispatch({ to: 'home' });
    setStep(0);
  }, []);
  return { place, move, showTheWay };
}
