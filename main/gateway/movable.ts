import { Refusal } from '../../app/errors.ts';
import type { ListenReport } from './listen-near.ts';

type Listening = { start(): Promise<ListenReport>; stop(): Promise<void> };

/** A listener that can move to another port while the rest goes on. */
export type Movable<S extends Listening> = {
  /** The one that listens now. */
  readonly service: S;
  readonly port: number;
  readonly remarks: readonly string[];
  /** Takes a port beside the present one. Throws a `Refusal` (`port-taken`) when it can't be had. */
  prepare(port: number): Promise<Move>;
};

/** A port that is taken and not used yet. One of the two is called, once. */
export type Move = {
  /** Goes over to it and frees the old one; answers whether anything moved. */
  commit(): Promise<boolean>;
  discard(): Promise<void>;
};

/** Starts a listener near a port, and near its usual one when none is wanted. */
export async function startMovable<S extends Listening>(
  what: string,
  wanted: number | undefined,
  create: (port: { readonly port?: number }) => S,
): Promise<Movable<S>> {
  let service = create(wanted === undefined ? {} : { port: wanted });
  let report = await service.start();
  return {
    get service() {
      return service;
    },
    get port() {
      return report.port;
    },
    get remarks() {
      return report.taken ? [`Port ${report.wanted} is taken, so ${what} listens on ${report.port}.`] : [];
    },
    prepare: async (port) => {
      if (port === report.port) return { commit: async () => false, discard: async () => undefined };
      const next = create({ port });
      const found = await next.start();
      if (found.taken) {
        await next.stop();
        throw new Refusal(
          'port-taken',
          `Port ${port} is taken by another program, so ${what} stays on ${report.port}.`,
        );
      }
      return {
        discard: () => next.stop(),
        commit: async () => {
          const before = service;
          service = next;
          report = found;
          await before.stop();
          return true;
        },
      };
    },
  };
}
