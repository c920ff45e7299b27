import type { Environment, PersonFacts } from '../environment/environment.ts';
import type { Asked } from '../identity/provider-behaviour.ts';
import type { DnsRecord } from '../network/dns-record.ts';
import type { Millis } from '../time/instant.ts';
import type { ConnectionAttempt, Initiator, LookupAttempt, ReauthOrigin } from './command.ts';
import type { Edit, EditPart } from './edit.ts';
import type { Origin } from './origin.ts';
import type { NoticeKind, State } from './state.ts';
import type { SuppressionReason, Verdict, VerdictClass } from './verdict.ts';

/** An app's answer to a name, kept until `until` in virtual time. */
export type ResolvedName = { readonly name: string; readonly addresses: readonly string[]; readonly until: Millis };

/** What the stub resolver sees. Records come with the aliases that lead to them, in order; `silence` is a query that nobody answers. */
export type LookupAnswer =
  | { readonly kind: 'records'; readonly records: readonly DnsRecord[]; readonly timeToLive: Millis }
  | { readonly kind: 'no-data' }
  | { readonly kind: 'no-such-name' }
  | { readonly kind: 'silence' };

export type Flow = {
  readonly id: string;
  readonly destination: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly policyId?: string;
  readonly openedAt: Millis;
  readonly ageAtOpening: Millis;
  readonly lastActiveAt: Millis;
  readonly keptBusy: boolean;
};

/** What happened. Runs of equal attempts by an actor are one event with a count; the last was at `lastAt`. */
export type SessionEvent = { readonly at: Millis } & (
  | { readonly type: 'run-started'; readonly engine: number; readonly environment: Environment }
  /** A run that goes on from a moment of another one. */
  | { readonly type: 'run-branched'; readonly engine: number; readonly origin: Origin; readonly state: State }
  | { readonly type: 'clock-jumped'; readonly to: Millis }
  | { readonly type: 'clock-frozen' }
  | { readonly type: 'time-noted' }
  | { readonly type: 'clock-followed'; readonly speed: number }
  | {
      readonly type: 'connection-decided';
      readonly attempt: ConnectionAttempt;
      readonly by: Initiator;
      readonly verdict: Verdict;
      readonly count: number;
      readonly lastAt: Millis;
      readonly resolved?: ResolvedName;
    }
  | {
      readonly type: 'lookup-decided';
      readonly attempt: LookupAttempt;
      readonly by: Initiator;
      readonly verdict: Verdict;
      readonly answer: LookupAnswer;
      readonly count: number;
      readonly lastAt: Millis;
    }
  | { readonly type: 'flow-opened'; readonly flow: Flow }
  | { readonly type: 'flow-touched'; readonly flowId: string }
  | { readonly type: 'flow-kept-busy'; readonly flowId: string; readonly keptBusy: boolean }
  | { readonly type: 'flow-closed'; readonly flowId: string; readonly why: 'ended' | 'idle' | 'cut' }
  /** `by` itself: the administrator has it connect again after a while, or the time that a code gave is over. */
  | { readonly type: 'client-connected'; readonly by?: 'auto-connect' | 'override-end' }
  | { readonly type: 'client-disconnected'; readonly reconnectAt?: Millis }
  | { readonly type: 'switch-unlocked'; readonly until: Millis }
  | { readonly type: 'switch-locked' }
  | { readonly type: 'device-changed'; readonly online: boolean; readonly asleep: boolean }
  /** `until`: when the person's day takes over again. */
  | { readonly type: 'person-changed'; readonly facts: PersonFacts; readonly until?: Millis }
  | {
      readonly type: 'notice-due';
      readonly kind: NoticeKind;
      readonly noticeId: string;
      readonly policyId: string;
      readonly policyName: string;
      readonly host: string;
      readonly by: Initiator;
    }
  /** `real`: a notification was also asked of this computer; not while time jumps past it. */
  | { readonly type: 'notice-posted'; readonly noticeId: string; readonly seen: boolean; readonly real: boolean }
  | { readonly type: 'notice-suppressed'; readonly noticeId: string; readonly why: SuppressionReason }
  | { readonly type: 'notice-delivered'; readonly noticeId: string; readonly delivery: string }
  | { readonly type: 'notice-dismissed'; readonly noticeId: string }
  /** It stood on the screen when the run branched off. */
  | { readonly type: 'notice-withdrawn'; readonly noticeId: string }
  | { readonly type: 'notice-clicked'; readonly noticeId: string; readonly late: boolean }
  | { readonly type: 'reauth-started'; readonly reauthId: string; readonly from: ReauthOrigin }
  /** A page of the sign-in did not come: the browser waits in front of it. */
  | {
      readonly type: 'reauth-blocked';
      readonly reauthId: string;
      readonly host: string;
      readonly class: VerdictClass;
      readonly policyName?: string;
    }
  /** The page came after all. */
  | { readonly type: 'reauth-unblocked'; readonly reauthId: string }
  | {
      readonly type: 'reauth-completed';
      readonly reauthId: string;
      readonly personId: string;
      /** What the provider asked; absent when that is not known. */
      readonly asked?: readonly Asked[];
    }
  /** Groups were read anew and the age stays (DOMAIN.md §7 Q12, the other reading). */
  | { readonly type: 'identity-refreshed'; readonly reauthId: string; readonly personId: string }
  /** The provider let somebody in, who gave credentials at `since`; the browser remembers it. */
  | {
      readonly type: 'provider-signed-in';
      readonly personId: string;
      readonly asked: readonly Asked[];
      readonly since: Millis;
    }
  | { readonly type: 'browser-forgot' }
  | {
      readonly type: 'reauth-refused';
      readonly reauthId: string;
      readonly email: string;
      readonly why: 'wrong-user' | 'not-registered' | 'unknown-person' | 'outside-tunnel';
      /** The browser’s memory signed them in; nobody was asked. */
      readonly silent?: true;
    }
  | { readonly type: 'reauth-abandoned'; readonly reauthId: string; readonly why: string }
  /** Somebody signed in on a device that belonged to nobody. */
  | { readonly type: 'enrolled'; readonly reauthId: string; readonly personId: string }
  | { readonly type: 'registration-deleted'; readonly by: 'command' | 'user' }
  | { readonly type: 'registration-revoked' }
  | { readonly type: 'reauth-forced' }
  /** Parts that act at `at` are in force with this event, the others are on their way. */
  | { readonly type: 'environment-edited'; readonly edit: Edit; readonly parts: readonly EditPart[] }
  | ({ readonly type: 'edit-took-effect' } & EditPart)
  | { readonly type: 'edit-undone'; readonly editId: string; readonly said: string }
  | { readonly type: 'edit-redone'; readonly editId: string; readonly said: string }
);
