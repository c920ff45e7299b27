import type { Enrolment, Environment, Facts, PersonFacts } from '../environment/environment.ts';
import type { Asked } from '../identity/provider-behaviour.ts';
import type { Millis } from '../time/instant.ts';
import type { ReauthOrigin } from './command.ts';
import type { Edits } from './edit.ts';
import type { engineVersion } from './engine-version.ts';
import type { Flow } from './event.ts';
import type { Origin } from './origin.ts';
import type { SuppressionReason, VerdictClass } from './verdict.ts';

export type NoticeFate =
  | 'due'
  | 'seen'
  | 'missed'
  | 'suppressed'
  | 'dismissed'
  | 'clicked'
  | 'clicked-late'
  | 'abandoned'
  /** It stood on the screen when a run branched off, and is not there in that one. */
  | 'withdrawn';

export type NoticeKind = 'expired' | 'warning' | 'wake';

/** One notification that came due: the entry of the ledger. */
export type Notice = {
  readonly id: string;
  /** `warning` and `wake` are what-ifs; the real client has the one for an expired session. */
  readonly kind: NoticeKind;
  readonly at: Millis;
  /** Counted from 1; an episode runs from one sign-in to the next. */
  readonly episode: number;
  readonly policyId: string;
  readonly policyName: string;
  /** What was tried when it came due, and which actor tried; absent for the person's own program. */
  readonly host: string;
  readonly actor?: string;
  readonly fate: NoticeFate;
  readonly why?: SuppressionReason;
  /** What became of the real notification on this computer; absent until it is known. */
  readonly delivery?: string;
  /** Whether a real notification was asked for. */
  readonly real: boolean;
  /** Refused attempts since, that brought no further notice. */
  readonly refusedSince: number;
};

/** The device's place in the team; re-authentication keeps it, everything else makes a new one (DOMAIN.md §5.8). */
export type Registration = {
  readonly status: 'active' | 'revoked';
  readonly deviceId: string;
  /** The virtual interface's address (DOMAIN.md §5.2 fact 9). */
  readonly address: string;
  readonly enrolment: Enrolment;
};

/** The sign-in of a device's user; a device that a service token enrolled has none. */
export type Session = {
  readonly authenticatedAt: Millis;
  /** The sign-in before, which counts until `accessReturnsAfter` has passed. */
  readonly previousAt?: Millis;
  /** Who signed in and what the identity provider said of them then (DOMAIN.md §1.4 fact 30). */
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly facts: Facts;
  readonly from: ReauthOrigin;
  readonly episode: number;
  /** An administrator forced a new sign-in then: every session check fails, whatever the age (DOMAIN.md §1.4 fact 32). */
  readonly staleSince?: Millis;
};

/** A sign-in that has begun and not ended. */
export type OpenReauth = {
  readonly id: string;
  readonly from: ReauthOrigin;
  readonly startedAt: Millis;
  /** The page in front of which the browser waits. */
  readonly blocked?: { readonly host: string; readonly class: VerdictClass; readonly policyName?: string };
  /** What the provider asked before it let somebody in, once it did. */
  readonly asked?: readonly Asked[];
};

/** All that a verdict depends on, as plain data. Expiry is computed from it, never stored. */
export type State = {
  readonly version: typeof engineVersion;
  /** Where this run branched off; no part of its world, so no part of its hash. */
  readonly origin?: Origin;
  readonly at: Millis;
  readonly startedAt: Millis;
  readonly nextId: number;
  readonly clock: { readonly mode: 'frozen' } | { readonly mode: 'following'; readonly speed: number };
  /** As it is in force. */
  readonly environment: Environment;
  readonly edits: Edits;
  /** `reconnectAt`: when a client that was switched off connects again by itself. `unlockedUntil`: by the administrator's code. */
  readonly client: { readonly connected: boolean; readonly reconnectAt?: Millis; readonly unlockedUntil?: Millis };
  readonly device: { readonly online: boolean; readonly asleep: boolean };
  readonly person: PersonFacts;
  /** Until when facts that were set by hand hold against the person's day; `personAt` tells what counts. */
  readonly personUntil?: Millis;
  /** Absent: the device is not enrolled. */
  readonly registration?: Registration;
  /** How many registrations this device has had. */
  readonly enrolments: number;
  /** Absent: nobody has signed in on the device as it is registered. */
  readonly session?: Session;
  readonly browser: { readonly remembered?: { readonly personId: string; readonly since: Millis } };
  readonly reauth?: OpenReauth;
  /** Newest last, at most 200. */
  readonly notices: readonly Notice[];
  readonly flows: Readonly<Record<string, Flow>>;
  /** What programs remember of names, until then. */
  readonly resolved: Readonly<Record<string, { readonly addresses: readonly string[]; readonly until: Millis }>>;
  /** When each actor tries next. */
  readonly actors: Readonly<Record<string, Millis>>;
};
