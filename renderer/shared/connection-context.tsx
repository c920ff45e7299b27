import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from 'react';
import type { MethodName, ParamsOf, ResultOf } from '../../app/bridge/contract.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Busy } from './busy.ts';
import type { Connection, View } from './connection.ts';
import type { Message, Messages } from './messages.ts';

type Means = { readonly connection: Connection; readonly messages: Messages; readonly busy: Busy };

const MeansContext = createContext<Means | undefined>(undefined);

export function ConnectionProvider({ children, ...means }: Means & { readonly children: ReactNode }) {
  return <MeansContext value={means}>{children}</MeansContext>;
}

function useMeans(): Means {
  const means = use(MeansContext);
  if (!means) throw new Error('A view stands outside its ConnectionProvider.');
  return means;
}

export function useConnection(): Connection {
  return useMeans().connection;
}

export function useView(): View {
  const { connection } = useMeans();
  return useSyncExternalStore(connection.subscribe, connection.view);
}

/** Virtual time in whole seconds; it runs on between snapshots. */
export function useNow(): Millis {
  const { clock } = useMeans().connection;
  return useSyncExternalStore(clock.subscribe, clock.read);
}

/** Calls the emulator, which shows as work while it takes long; rejects with a `BridgeFailure`. */
export function useBareCall() {
  const { connection, busy } = useMeans();
  return useCallback(
    <M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> =>
      busy.during(connection.call(method, params)),
    [connection, busy],
  );
}

/** Calls the emulator and says what went wrong; resolves to `undefined` then. */
export function useCall() {
  const { messages } = useMeans();
  const bareCall = useBareCall();
  return useCallback(
    async <M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M> | undefined> => {
      try {
        return await bareCall(method, params);
      } catch (failure) {
        messages.say(sayFailure(failure));
        return undefined;
      }
    },
    [bareCall, messages],
  );
}

export function sayFailure(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

/** Says what was done, with what may be done about it. */
export function useTell(): Messages['tell'] {
  return useMeans().messages.tell;
}

export function useMessage(): { readonly message: Message | undefined; readonly dismiss: () => void } {
  const { messages } = useMeans();
  return { message: useSyncExternalStore(messages.subscribe, messages.read), dismiss: messages.dismiss };
}

export function useIsBusy(): boolean {
  const { busy } = useMeans();
  return useSyncExternalStore(busy.subscribe, busy.read);
}
