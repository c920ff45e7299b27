import { useState } from 'react';

/** A flag that outlives the page, on this computer only. */
export function useStoredFlag(key: string): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => window.localStorage.getItem(key) === 'yes');
  const set = (next: boolean) => {
    if (next) window.localStorage.setItem(key, 'yes');
    else window.localStorage.removeItem(key);
    setOn(next);
  };
  return [on, set];
}
