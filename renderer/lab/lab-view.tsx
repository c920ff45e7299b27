import { LinkGate } from '../shared/link-gate.tsx';
import { Lab } from './lab.tsx';

/** The support view: the client as the user sees it, and the truth beside it. */
export function LabView() {
  return <LinkGate>{(snapshot) => <Lab snapshot={snapshot} />}</LinkGate>;
}
