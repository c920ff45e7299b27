import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { type Design, designOf } from '../../app/view/design.ts';
import type { Edits } from '../edits.ts';
import type { Starts } from '../starts.ts';

export function createDesignHandlers(edits: Edits, starts: Starts): Pick<Handlers, 'design.compare'> {
  return {
    'design.compare': async ({ with: start }) => ({
      here: inSeconds(designOf(edits.planned())),
      there: inSeconds(designOf(await starts.load(start))),
    }),
  };
}

function inSeconds({ name, expiries, never }: Design): ResultOf<'design.compare'>['here'] {
  return {
    name,
    expiries: expiries.map(({ after, policies, destinations, names }) => ({
      afterSeconds: after / 1000,
      policies: [...policies],
      destinations: [...destinations],
      names: [...names],
    })),
    never: { destinations: [...never.destinations], names: [...never.names] },
  };
}
