import type { ParamsOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { findDestination, type Selection, urlOf } from './selection.ts';

/** What `explain` is asked of a selection. Names are reached by an ordinary flow to their resolver; public ones have none. */
export function whyQuestion(snapshot: Snapshot, selection: Selection): ParamsOf<'explain'> | undefined {
  if (selection.kind === 'entry') return undefined;
  if (selection.kind === 'name') {
    const resolver = snapshot.names.find(({ suffix }) => suffix === selection.suffix)?.resolver;
    return resolver === undefined ? undefined : { host: resolver, port: 53, protocol: 'udp' };
  }
  const found = findDestination(snapshot, selection.name);
  return found && { url: urlOf(found) };
}
