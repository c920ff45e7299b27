import { DecodeError, Refusal } from '../../app/errors.ts';

/** 0 done, 1 an expectation or check failed, 2 bad usage or bad input, 3 nothing is running to talk to. */
export type ExitCode = 0 | 1 | 2 | 3;

export type FailureReport = {
  readonly exit: ExitCode;
  readonly error: { readonly code: string; readonly message: string; readonly path?: string };
  /** For people, where the message alone is not enough. */
  readonly text?: string;
};

/** What else there is to say of a failure. */
export type FailureDetails = {
  readonly path?: string;
  /** Stands in the error document beside code and message. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly text?: string;
};

/** A command that can't be carried out. The message says what to do. */
export class CliFailure extends Error {
  readonly code: string;
  readonly exit: ExitCode;
  readonly details: FailureDetails;

  constructor(exit: ExitCode, code: string, message: string, details: FailureDetails = {}) {
    super(message);
    this.name = 'CliFailure';
    this.code = code;
    this.exit = exit;
    this.details = details;
  }
}

export function badInput(message: string, path?: string): CliFailure {
  return new CliFailure(2, 'bad-input', message, path === undefined ? {} : { path });
}

export function describeFailure(fault: unknown): FailureReport {
  if (fault instanceof CliFailure) {
    const { exit, code, message, details } = fault;
    const { error } = report(exit, code, message, details.path);
    const { text } = details;
    return { exit, error: { ...error, ...details.facts }, ...(text === undefined ? {} : { text }) };
  }
  if (fault instanceof DecodeError) return report(2, 'bad-input', fault.message, fault.faults[0]?.path);
  if (fault instanceof Refusal) return report(exitFor(fault.code), fault.code, fault.message);
  if (isBridgeFailure(fault)) return report(exitFor(fault.code), fault.code, fault.message, fault.path);
  return report(1, 'internal', fault instanceof Error ? fault.message : String(fault));
}

/** Refusals of files that were named. */
const faultyFiles: ReadonlySet<string> = new Set(['unknown-file', 'scenario', 'too-many-environments']);

function exitFor(code: string): ExitCode {
  if (code === 'disconnected') return 3;
  return /^(bad-|no-such-|data-dir-(?!full))/.test(code) || faultyFiles.has(code) ? 2 : 1;
}

function report(exit: ExitCode, code: string, message: string, path?: string): FailureReport {
  return { exit, error: { code, message, ...(path === undefined || path === '' ? {} : { path }) } };
}

/** Told by its name, so that a command which needs no bridge doesn't load it. */
function isBridgeFailure(fault: unknown): fault is Error & { readonly code: string; readonly path?: string } {
  return fault instanceof Error && fault.name === 'BridgeFailure';
}
