import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useLab } from './lab-context.tsx';

/** Where a policy stands in the list of destinations. */
export const policyAnchor = (id: string) => `policy-${id}`;

/** Brings a policy before the eyes: Why tells of the first destination that it decides, and the list stands at it. */
export function useShowPolicy({ policies }: Pick<Snapshot, 'policies'>): (id: string) => void {
  const lab = useLab();
  return (id) => {
    const [first] = policies.items.find((policy) => policy.id === id)?.destinations ?? [];
    if (first !== undefined) lab.select({ kind: 'destination', name: first });
    // After the dialog has given the focus back.
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(policyAnchor(id))?.focus()));
  };
}
