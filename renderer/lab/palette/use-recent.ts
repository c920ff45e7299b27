import { useState } from 'react';

const key = 'palette-recent';
const most = 6;

/** Ids of what was done lately, the latest first, on this computer only. */
export function useRecent(): readonly [readonly string[], (id: string) => void] {
  const [recent, setRecent] = useState(read);
  const remember = (id: string) => {
    const next = [id, ...recent.filter((one) => one !== id)].slice(0, most);
    window.localStorage.setItem(key, JSON.stringify(next));
    setRecent(next);
  };
  return [recent, remember];
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
