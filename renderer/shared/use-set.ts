import { useCallback } from 'react';
import { useCall } from './connection-context.tsx';

/** Sets a place of the environment, in YAML; the strip of edits says so and offers to take it back. */
export function useSet(): (path: string, value: string) => void {
  const call = useCall();
  return useCallback((path, value) => void call('environment.set', { path, value }), [call]);
}
