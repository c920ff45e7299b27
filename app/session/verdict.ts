export type Outcome = 'allowed' | 'refused' | 'bypassed' | 'unreachable';

/** The cause to act on. `none` means that the attempt got its answer. */
export type VerdictClass =
  | 'none'
  | 'session'
  | 'block'
  | 'posture'
  | 'identity'
  | 'split-tunnel'
  | 'mode'
  | 'disconnected'
  | 'offline'
  | 'dns'
  | 'origin'
  | 'registration'
  | 'access'
  | 'unknown-destination';

/** Where an attempt ended. */
export type Stage = 'client' | 'route' | 'dns' | 'origin' | 'network' | 'http' | 'access';

/** Why a notice that was due did not show. */
export type SuppressionReason = 'no-channel' | 'permission-denied' | 'do-not-disturb';

/** `shown`: posted. `swallowed`: due, and suppressed. `none`: not due. */
export type NoticeOutcome = 'shown' | 'swallowed' | 'none';

/** The one answer to every attempt; explain, views, commands, scenarios and lint all read it. */
export type Verdict = {
  readonly outcome: Outcome;
  readonly class: VerdictClass;
  readonly stage: Stage;
  /** Whether a session check was made on the way. */
  readonly checked: boolean;
  /** The policy that decided; absent when none matched or none was asked. */
  readonly policy?: { readonly id: string; readonly name: string };
  /** The Access application that decided, by its key in the environment. */
  readonly application?: string;
  readonly trace: readonly TraceStep[];
  /** Whole seconds since the registered user's last sign-in; 0 without a session. */
  readonly ageSeconds: number;
  /** The duration of the session check that decided, when one did: the policy's or the application's. */
  readonly limitSeconds?: number;
  /** The check passed by the grace period alone, which is a what-if. */
  readonly inGrace?: true;
  readonly notice: NoticeOutcome;
  readonly noticeWhy?: SuppressionReason;
};

/** Whether the attempt reached what it asked for. */
export function isAnswered(verdict: Pick<Verdict, 'outcome' | 'class'>): boolean {
  return verdict.class === 'none' && (verdict.outcome === 'allowed' || verdict.outcome === 'bypassed');
}

/** Of the connections of one attempt the one that its program goes by: the first that is answered, else refused, else made. */
export function countingTry<T extends { readonly verdict: Pick<Verdict, 'outcome' | 'class'> }>(
  tries: readonly T[],
): T | undefined {
  const refused = tries.find(({ verdict }) => verdict.outcome === 'refused');
  return tries.find(({ verdict }) => isAnswered(verdict)) ?? refused ?? tries[0];
}

/** One thing that was looked at on the way to a verdict, as data; `app/explain` puts it in words. */
export type TraceStep =
  | { readonly step: 'device'; readonly online: boolean; readonly asleep: boolean }
  | { readonly step: 'registration'; readonly status: 'revoked' | 'missing' }
  | { readonly step: 'client'; readonly connected: boolean; readonly mode: string }
  | {
      readonly step: 'resolved';
      readonly name: string;
      readonly by: 'cache' | 'gateway' | 'private' | 'outside';
      /** What was found, in words of the records: addresses, hosts, texts. */
      readonly answers: readonly string[];
      readonly resolver?: string;
    }
  | {
      readonly step: 'destination';
      readonly address: string;
      readonly port: number;
      readonly protocol: string;
      readonly name?: string;
    }
  | { readonly step: 'route'; readonly address: string; readonly inTunnel: boolean; readonly entry?: string }
  | { readonly step: 'origin'; readonly answers: boolean }
  | {
      readonly step: 'passed-over';
      readonly policy: string;
      readonly name: string;
      readonly because: 'identity' | 'posture' | 'unresolved';
    }
  /** Policies before those, passed over for the person or the device too. */
  | { readonly step: 'passed-over-others'; readonly count: number }
  | { readonly step: 'not-filtered'; readonly because: 'icmp' | 'mode' }
  | {
      readonly step: 'matched';
      readonly phase: 'network' | 'http' | 'resolver';
      readonly policy: string;
      readonly name: string;
      readonly action: string;
      readonly considered: number;
    }
  | { readonly step: 'no-match'; readonly phase: 'network' | 'http'; readonly considered: number }
  /** HTTP policies did not see the request: it is encrypted, a policy spares it, or it is still to come. */
  | { readonly step: 'not-inspected'; readonly because: 'encrypted' | 'no-request-yet' }
  | { readonly step: 'not-inspected'; readonly because: 'policy'; readonly policy: string; readonly name: string }
  /** The request is a further one on an open flow, which was judged when it opened. */
  | { readonly step: 'on-flow'; readonly flow: string; readonly address: string }
  | { readonly step: 'access'; readonly application: string; readonly isLimited: boolean }
  | {
      readonly step: 'session';
      /** Of the policy or the Access application that carries the limit. */
      readonly policy?: string;
      readonly application?: string;
      readonly ageSeconds: number;
      readonly limitSeconds: number;
      readonly passed: boolean;
      readonly because?: 'age' | 'forced' | 'no-identity' | 'grace';
    };
