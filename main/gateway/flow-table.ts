/** `up`: from the client to the origin. */
export type Direction = 'up' | 'down';

/** Payload that crossed a flow since it opened; of requests the heads too, as they go to the origin and come from it. */
export type FlowBytes = Readonly<Record<Direction, number>>;

export type FlowListener = {
  /** Bytes crossed; told for each chunk. */
  touched(flowId: string): void;
  /** Told once of each flow that ended by itself. */
  ended(flowId: string): void;
};

type OpenFlow = { cut: () => void; readonly bytes: Record<Direction, number> };

/** The open flows, how to cut each of them, and what crossed them. */
export class FlowTable {
  readonly #open = new Map<string, OpenFlow>();
  readonly #listener: FlowListener;
  #reserved = 0;

  constructor(listener: FlowListener) {
    this.#listener = listener;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Keeps a place for a flow that is being decided, until `release`; `false` when so many are open or awaited. */
  reserve(atMost: number): boolean {
    if (this.#open.size + this.#reserved >= atMost) return false;
    this.#reserved += 1;
    return true;
  }

  release(): void {
    this.#reserved -= 1;
  }

  /** A second call for a flow replaces how it is cut. */
  open(flowId: string, cut: () => void): void {
    const known = this.#open.get(flowId);
    if (known === undefined) this.#open.set(flowId, { cut, bytes: { up: 0, down: 0 } });
    else known.cut = cut;
  }

  /** Notes a chunk. Cheap; a flow that is not open is left alone. */
  count(flowId: string, direction: Direction, length: number): void {
    const flow = this.#open.get(flowId);
    if (flow === undefined || length === 0) return;
    flow.bytes[direction] += length;
    this.#listener.touched(flowId);
  }

  /** What crossed each open flow so far. */
  bytes(): ReadonlyMap<string, FlowBytes> {
    return new Map([...this.#open].map(([flowId, { bytes }]) => [flowId, { ...bytes }]));
  }

  /** The flow ended by itself. A flow that was cut, or that never opened, is not reported. */
  end(flowId: string): void {
    if (this.#take(flowId) !== undefined) this.#listener.ended(flowId);
  }

  /** The engine ended the flow; unknown ones are left alone. */
  cut(flowId: string): void {
    this.#take(flowId)?.();
  }

  #take(flowId: string): (() => void) | undefined {
    const flow = this.#open.get(flowId);
    if (flow === undefined) return undefined;
    this.#open.delete(flowId);
    const { cut } = flow;
    // An outgrown table of the map may hold the flow for long; the sockets behind it need not stay: see `OpenSocket`.
    flow.cut = leaveAlone;
    return cut;
  }
}

function leaveAlone(): void {}
