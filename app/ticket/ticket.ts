import type { ClientGeneration, ClientMode, Environment } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import type { SplitTunnel } from './diag-reading.ts';
import type { Place } from './read-place.ts';

/** What a support person knows from a call, as it is typed. All of it may be unknown. */
export type TicketFields = {
  /** What the person says and sees. It is searched for, and goes nowhere else. */
  readonly symptoms?: string | undefined;
  /** When the call was; absent: when the diagnostics were taken, else now. */
  readonly reported?: string | undefined;
  readonly since?: string | undefined;
  readonly signedIn?: string | undefined;
  /** What the administrator states, in Go's grammar or as people write spans. */
  readonly timeout?: string | undefined;
  readonly version?: string | undefined;
  readonly os?: Environment['device']['os'] | undefined;
  readonly mode?: ClientMode | undefined;
  readonly says?: 'connected' | 'disconnected' | undefined;
  readonly notice?: 'seen' | 'not-seen' | undefined;
  readonly team?: string | undefined;
  readonly fails?: readonly string[] | undefined;
  readonly works?: readonly string[] | undefined;
  readonly splitTunnel?: SplitTunnel['mode'] | undefined;
  readonly entries?: readonly string[] | undefined;
  /** `corp.internal=10.0.0.53`: a suffix of Local Domain Fallback, and its resolver where that is known. */
  readonly fallback?: readonly string[] | undefined;
};

export type TicketField = keyof TicketFields;

/** The same, understood. */
export type Ticket = Pick<TicketFields, 'os' | 'mode' | 'says' | 'notice'> & {
  readonly reportedAt: Millis;
  readonly since?: Millis;
  readonly signedInAt?: Millis;
  readonly timeout?: Millis;
  readonly generation?: ClientGeneration;
  readonly team?: string;
  readonly fails: readonly Place[];
  readonly works: readonly Place[];
  readonly splitTunnel?: SplitTunnel;
  readonly fallback: readonly { readonly suffix: string; readonly resolver?: string }[];
};

/** A field that can't be understood, and what to write instead. */
export type TicketFault = { readonly field: TicketField; readonly message: string };

/** So many places are taken of a kind. */
export const mostPlaces = 40;
