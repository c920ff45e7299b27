export type ViewName = 'lab' | 'client';

/** `#/client`, `?view=client` or a path that ends in `client` shows the emulated client alone; all else the lab. */
export function viewOf(place: { readonly hash: string; readonly search: string; readonly pathname: string }): ViewName {
  const named = new URLSearchParams(place.search).get('view');
  const last = (place.hash || place.pathname).split('/').at(-1);
  return named === 'client' || (named === null && last === 'client') ? 'client' : 'lab';
}
