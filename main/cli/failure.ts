import { DecodeError, Refusal } from '../../app/errors.ts';

/** 0 done, 1 an expectation or check failed, 2 bad usage or bad input, 3 nothing is running to talk to. */
export type ExitCode = 0 | 1 | 2 | 3;

export type FailureReport = {
  readonly exit: ExitCode;
  readonly error: { readonly code: string; readonly message: string; readonly path?: string };
};

/** A command that can't be carried out. The message says what to do. */
export class CliFailure extends Error {
  readonly code: string;
  readonly exit: ExitCode;
  readonly path: string | undefined;

  constructor(exit: ExitCode, code: string, message: string, path?: string) {
    super(message);
    this.name = 'CliFailure';
    this.code = code;
    this.exit = exit;
    this.path = path;
  }
}

export function badInput(message: string, path?: string): CliFailure {
  return new CliFailure(2, 'bad-input', message, path);
}

export function describeFailure(fault: unknown): FailureReport {
  if (fault instanceof CliFailure) return report(fault.exit, fault.code, fault.message, fault.path);
  if (fault instanceof DecodeError) return report(2, 'bad-input', fault.message, fault.faults[0]?.path);
  if (fault instanceof Refusal) return report(exitFor(fault.code), fault.code, fault.message);
  if (isBridgeFailure(fault)) return report(exitFor(fault.code), fault.code, fault.message, fault.path);
  return report(1, 'internal', fault instanceof Error ? fault.message : String(fault));
}

function exitFor(code: string): ExitCode {
  if (code === 'disconnected') return 3;
  return code.startsWith('bad-') ? 2 : 1;
}

function report(exit: ExitCode, code: string, message: string, path?: string): FailureReport {
  return { exit, error: { code, message, ...(path === undefined || path === '' ? {} : { path }) } };
}

/** Told by its name, so that a command which needs no bridge doesn't load it. */
function isBridgeFailure(fault: unknown): fault is Error & { readonly code: string; readonly path?: string } {
  return fault instanceof Error && fault.name === 'BridgeFailure';
}
