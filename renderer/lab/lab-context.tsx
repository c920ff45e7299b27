import { createContext, type ReactNode, use } from 'react';
import type { SnapshotDestination } from '../../app/view/snapshot-shape.ts';
import type { Attempt, Selection } from './selection.ts';

/** What the parts of the lab share: what is selected, and what may be tried. */
export type Lab = {
  /** What was chosen, or what the sentence is about. */
  readonly selection: Selection | undefined;
  readonly attempt: Attempt | undefined;
  select(selection: Selection): void;
  visit(destination: SnapshotDestination): void;
  resolve(suffix: string, name: string): void;
  /** Opens the policies, with one of them in hand. */
  editPolicy(id: string): void;
};

const LabContext = createContext<Lab | undefined>(undefined);

export function LabProvider({ lab, children }: { readonly lab: Lab; readonly children: ReactNode }) {
  return <LabContext value={lab}>{children}</LabContext>;
}

export function useLab(): Lab {
  const lab = use(LabContext);
  if (!lab) throw new Error('A part of the lab stands outside it.');
  return lab;
}
