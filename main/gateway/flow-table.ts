/** The open flows and how to cut each of them. */
export class FlowTable {
  readonly #cuts = new Map<string, () => void>();
  readonly #report: (flowId: string) => void;

  /** `report` is told once of each flow that ended by itself. */
  constructor(report: (flowId: string) => void) {
    this.#report = report;
  }

  get size(): number {
    return this.#cuts.size;
  }

  /** A second call for a flow replaces how it is cut. */
  open(flowId: string, cut: () => void): void {
    this.#cuts.set(flowId, cut);
  }

  /** The flow ended by itself. A flow that was cut, or that never opened, is not reported. */
  end(flowId: string): void {
    if (this.#cuts.delete(flowId)) this.#report(flowId);
  }

  /** The engine ended the flow; unknown ones are left alone. */
  cut(flowId: string): void {
    const cut = this.#cuts.get(flowId);
    this.#cuts.delete(flowId);
    cut?.();
  }
}
