/** Numbers filed under ports, or under none in particular, in ascending order. */
export class PortTable {
  readonly #any: number[] = [];
  readonly #byPort = new Map<number, number[]>();

  /** `ports` absent: any port. A number that was filed last is not filed again. */
  add(entry: number, ports: readonly number[] | undefined): void {
    if (ports === undefined) file(this.#any, entry);
    for (const port of ports ?? []) {
      const entries = this.#byPort.get(port) ?? [];
      this.#byPort.set(port, entries);
      file(entries, entry);
    }
  }

  find(port: number, found: (readonly number[])[]): void {
    if (this.#any.length > 0) found.push(this.#any);
    const entries = this.#byPort.get(port);
    if (entries !== undefined) found.push(entries);
  }
}

function file(entries: number[], entry: number): void {
  if (entries.at(-1) !== entry) entries.push(entry);
}
