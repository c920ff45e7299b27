import { Refusal } from '../../app/errors.ts';
import type { ListenReport } from './listen-near.ts';

type Listening = { start(): Promise<ListenReport>; stop(): Promise<void> };

/** A listener that can move to another port while the rest goes on. */
export type Movable<S extends Listening> = {
  /** The one that listens now. */
  readonly service: S;
  readonly port: number;
  readonly remarks: readonly string[];
  /** Answers whether anything moved. Throws a `Refusal` when the port can't be had; nothing has moved then. */
  move(port: number): Promise<boolean>;
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
    move: async (port) => {
      if (port === report.port) return false;
      const next = create({ port });
      const found = await next.start();
      if (found.taken) {
        await next.stop();
        throw new Refusal(
          'port-taken',
          `Port ${port} is taken by another program, so ${what} stays on ${report.port}.`,
        );
      }
      const before = service;
      service = next;
      report = found;
      await before.stop();
      return true;
    },
  };
}
