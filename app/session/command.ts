import type { Change } from '../environment/change.ts';
import type { Environment, PersonFacts } from '../environment/environment.ts';
import type { Asked } from '../identity/provider-behaviour.ts';
import type { SignInPage } from '../identity/sign-in-route.ts';
import type { Millis } from '../time/instant.ts';
import type { Origin } from './origin.ts';
import type { State } from './state.ts';

export type Protocol = 'tcp' | 'udp' | 'icmp';

/** An HTTP request as HTTP policies see it. `path` is with its query. */
export type HttpRequest = { readonly host: string; readonly method: string; readonly path: string };

/** What only a socket can tell about a connection; absent when the client stayed silent. */
export type ClientFacts = {
  readonly sni?: string;
  readonly detectedProtocol?: string;
  /** What it asks for, in the clear or inside of TLS; only those who may look into TLS read the latter. */
  readonly request?: HttpRequest;
};

/** One program's try at a destination. `host` is a name or an address. */
export type ConnectionAttempt = {
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly facts?: ClientFacts;
  /** Through the proxy that the client offers in Local proxy mode, which is what it carries then (DOMAIN.md §5.1 fact 2). */
  readonly byLocalProxy?: true;
  /** A further request on an open flow: its route and its network policies were settled when it opened. */
  readonly onFlow?: string;
};

/** `ADDRESS`: what a program asks that connects, A and AAAA together. */
export type RecordType =
  | 'A'
  | 'AAAA'
  | 'ADDRESS'
  | 'PTR'
  | 'SOA'
  | 'NS'
  | 'TXT'
  | 'SRV'
  | 'CNAME'
  | 'MX'
  | 'ANY'
  | 'OTHER';

export type LookupAttempt = { readonly name: string; readonly recordType: RecordType };

/** Who tries: the program in front of the person, or an actor by its name. */
export type Initiator = { readonly kind: 'app' } | { readonly kind: 'actor'; readonly actor: string };

export type ReauthOrigin = 'settings' | 'notice' | 'command-line' | 'refresh-identity' | 'enrolment';

/** Everything that may happen from outside. The emulator stamps the instant. */
export type Command =
  | { readonly type: 'start-run'; readonly environment: Environment }
  /** Begins a run at a moment of another one, at that instant and with the clock frozen. */
  | { readonly type: 'branch-run'; readonly origin: Origin; readonly state: State }
  /** Lets time pass up to `to`, running what falls due; `jump` tells a person's jump from time that merely went by. */
  | { readonly type: 'advance'; readonly to: Millis; readonly jump: boolean }
  | { readonly type: 'freeze-clock' }
  | { readonly type: 'follow-clock'; readonly speed: number }
  | {
      readonly type: 'request-connection';
      readonly attempt: ConnectionAttempt;
      readonly by: Initiator;
      /** Whether an allowed attempt stays open as a flow. */
      readonly hold: boolean;
      /** A flow that somebody keeps using: a jump does not let it idle. */
      readonly keptBusy?: boolean;
    }
  | { readonly type: 'resolve-name'; readonly attempt: LookupAttempt; readonly by: Initiator }
  | { readonly type: 'touch-flow'; readonly flowId: string }
  /** Its program left; `cut`: somebody at the emulator ended it. */
  | { readonly type: 'close-flow'; readonly flowId: string; readonly cut?: true }
  /** Somebody keeps using the flow, so that a jump does not let it idle; or no longer. */
  | { readonly type: 'keep-flow-busy'; readonly flowId: string; readonly keptBusy: boolean }
  /** Puts the present into the log, for a clock that followed and is about to stop. */
  | { readonly type: 'note-time' }
  | { readonly type: 'connect-client' }
  | { readonly type: 'disconnect-client' }
  /** With a code from the administrator. */
  | { readonly type: 'unlock-switch'; readonly code: string }
  | { readonly type: 'change-device'; readonly online?: boolean; readonly asleep?: boolean }
  | { readonly type: 'change-person'; readonly facts: Partial<PersonFacts> }
  | { readonly type: 'dismiss-notice' }
  | { readonly type: 'click-notice' }
  | { readonly type: 'report-delivery'; readonly noticeId: string; readonly delivery: string }
  | { readonly type: 'start-reauth'; readonly from: ReauthOrigin }
  /** The browser asks for a page of the sign-in; `reauthId` tells of which one. */
  | { readonly type: 'open-page'; readonly reauthId: string; readonly page: SignInPage }
  /** The provider let somebody in, whatever the client makes of it: the browser remembers them. */
  | { readonly type: 'note-provider-sign-in'; readonly personId: string; readonly asked: readonly Asked[] }
  /** Somebody signs out at the provider, or clears the browser. */
  | { readonly type: 'forget-browser' }
  /** The client holds a token that passed its checks. */
  | { readonly type: 'complete-reauth'; readonly reauthId: string; readonly email: string }
  | { readonly type: 'abandon-reauth'; readonly reauthId: string; readonly why: string }
  /** Takes the device from its user: by a command on it, by the user where that is allowed, by an administrator. */
  | { readonly type: 'delete-registration' }
  | { readonly type: 'log-out' }
  | { readonly type: 'revoke-registration' }
  /** An administrator makes every session check fail until the next sign-in (DOMAIN.md §1.4 fact 32). */
  | { readonly type: 'force-reauth' }
  | {
      readonly type: 'edit-environment';
      readonly changes: readonly Change[];
      /** The change in words. */
      readonly said: string;
      /** At once, and with it what is on its way; otherwise after the delay of assumption A7. */
      readonly now: boolean;
      /** `edits.count` of the state that the changes were made on. */
      readonly basedOn: number;
    }
  | { readonly type: 'undo-edit' }
  | { readonly type: 'redo-edit' };
