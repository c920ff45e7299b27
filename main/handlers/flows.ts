import type { Handlers } from '../../app/bridge/contract.ts';
import type { Emulator } from '../../app/emulator.ts';
import { Refusal } from '../../app/errors.ts';
import { flowList } from '../../app/view/flow-list.ts';
import type { Interception } from '../interception.ts';

type FlowHandlers = Pick<Handlers, Extract<keyof Handlers, `flow.${string}`>>;

export type FlowParts = {
  readonly emulator: Emulator;
  readonly interception: Pick<Interception, 'flowBytes' | 'closeFlow'>;
};

const usualLimit = 200;

/** Open connections, which outlive an expired session. */
export function createFlowHandlers({ emulator, interception }: FlowParts): FlowHandlers {
  return {
    'flow.list': async ({ offset = 0, limit = usualLimit }) =>
      flowList(emulator.state, { now: emulator.now, bytes: interception.flowBytes(), offset, limit }),
    'flow.cut': async ({ id }) => {
      if (!Object.hasOwn(emulator.state.flows, id)) throw new Refusal('no-flow', 'That connection has ended.');
      interception.closeFlow(id);
      await emulator.cutFlow(id);
      return {};
    },
    'flow.keep-busy': async ({ id, keptBusy }) => {
      await emulator.submit({ type: 'keep-flow-busy', flowId: id, keptBusy });
      return {};
    },
  };
}
