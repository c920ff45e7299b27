import type { ClientGeneration, FailureSurface } from '../../app/environment/environment.ts';
import type { ConnectionAttempt, LookupAttempt } from '../../app/session/command.ts';
import type { LookupAnswer } from '../../app/session/event.ts';
import type { Verdict } from '../../app/session/verdict.ts';

export type ConnectionDecision = {
  readonly verdict: Verdict;
  readonly surface: FailureSurface;
  /** Key of the destination and the port, when the verdict lets the program reach it. */
  readonly target?: { readonly destination: string; readonly port: number };
  /** The emulated address that it comes to, once that is known. */
  readonly address?: string;
  /** Present when the connection is held as a flow. */
  readonly flowId?: string;
};

export type LookupDecision = {
  readonly verdict: Verdict;
  readonly answer: LookupAnswer;
  readonly surface: FailureSurface;
};

/** What the sockets of this folder ask of the engine; nothing else of it is known here. */
export type Interceptor = {
  /** `hold`: the connection, when it is let through, is a flow until `closeFlow`. */
  requestConnection(attempt: ConnectionAttempt, options: { readonly hold: boolean }): Promise<ConnectionDecision>;
  resolveName(attempt: LookupAttempt): Promise<LookupDecision>;
  /** Bytes crossed; cheap, may be called per chunk. */
  touchFlow(flowId: string): void;
  closeFlow(flowId: string): void;
  /** Whether an enabled policy reads what only the first bytes of a connection to that port tell. */
  readsClientBytes(port: number): boolean;
  /** Whether HTTP policies judge each request of a connection to that port by itself. */
  inspects(port: number): boolean;
  /** Whose menus an answer in words names. */
  generation(): ClientGeneration;
};

/** Whether the program gets through: inside the tunnel, or outside of it to something that answers there. */
export function letsThrough(verdict: Verdict): boolean {
  return verdict.outcome === 'allowed' || (verdict.outcome === 'bypassed' && verdict.class === 'none');
}
