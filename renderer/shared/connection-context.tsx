import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from 'react';
import type { MethodName, ParamsOf, ResultOf } from '../../app/bridge/contract.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Connection, View } from './connection.ts';
import type { Message, Messages } from './messages.ts';

type Means = { readonly connection: Connection; readonly messages: Messages };

const MeansContext = createContext<Means | undefined>(undefined);

export function ConnectionProvider({ connection, messages, children }: Means & { readonly children: ReactNode }) {
  return <MeansContext value={{ connection, messages }}>{children}</MeansContext>;
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

/** Calls the emulator and says what went wrong; resolves to `undefined` then. */
export function useCall() {
  const { connection, messages } = useMeans();
  return useCallback(
    async <M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M> | undefined> => {
      try {
        return await connection.call(method, params);
      } catch (failure) {
        messages.say(failure instanceof Error ? failure.message : String(failure));
        return undefined;
      }
    },
    [connection, messages],
  );
}

export function useMessage(): { readonly message: Message | undefined; readonly dismiss: () => void } {
  const { messages } = useMeans();
  return { message: useSyncExternalStore(messages.subscribe, messages.read), dismiss: messages.dismiss };
}
