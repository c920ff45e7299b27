import type { Environment, PersonFacts } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import type { ReauthOrigin } from './command.ts';
import type { Edits } from './edit.ts';
import type { Flow } from './event.ts';
import type { SuppressionReason } from './verdict.ts';

export type NoticeFate =
  | 'due'
  | 'seen'
  | 'missed'
  | 'suppressed'
  | 'dismissed'
  | 'clicked'
  | 'clicked-late'
  | 'abandoned';

/** One notification that came due: the entry of the ledger. */
export type Notice = {
  readonly id: string;
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

export type Session = {
  readonly authenticatedAt: Millis;
  /** The sign-in before, which counts until `accessReturnsAfter` has passed. */
  readonly previousAt?: Millis;
  /** Who signed in and what the identity provider said of them then (DOMAIN.md §1.4 fact 30). */
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly from: ReauthOrigin;
  readonly episode: number;
};

/** All that a verdict depends on, as plain data. Expiry is computed from it, never stored. */
export type State = {
  readonly version: 2;
  readonly at: Millis;
  readonly startedAt: Millis;
  readonly nextId: number;
  readonly clock: { readonly mode: 'frozen' } | { readonly mode: 'following'; readonly speed: number };
  /** As it is in force. */
  readonly environment: Environment;
  readonly edits: Edits;
  readonly client: { readonly connected: boolean };
  readonly device: { readonly online: boolean; readonly asleep: boolean };
  readonly person: PersonFacts;
  /** Absent: the device is not enrolled. */
  readonly session?: Session;
  readonly reauth?: { readonly id: string; readonly from: ReauthOrigin; readonly startedAt: Millis };
  /** Newest last, at most 200. */
  readonly notices: readonly Notice[];
  readonly flows: Readonly<Record<string, Flow>>;
  readonly resolved: Readonly<Record<string, { readonly address: string; readonly until: Millis }>>;
  /** When each actor tries next. */
  readonly actors: Readonly<Record<string, Millis>>;
};
