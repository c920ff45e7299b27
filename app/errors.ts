/** One fault in data from outside: where it stands, what is wrong, and what to write instead. */
export type Fault = {
  /** Place inside the data, e.g. `policies[3].checkSession`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly column?: number;
};

/** Thrown where outside data is decoded. Its message is fit to be shown and names every fault. */
export class DecodeError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(describeFault).join('\n'));
    this.name = 'DecodeError';
    this.faults = faults;
  }
}

/** A request that was understood and can't be done now; `code` is stable, the message is fit to be shown. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

export function describeFault(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  const where = [place, fault.path].filter((part) => part !== '').join(' ');
  const hint = fault.hint === undefined ? '' : ` (${fault.hint})`;
  return `${where === '' ? '' : `${where}: `}${fault.message}${hint}`;
}
