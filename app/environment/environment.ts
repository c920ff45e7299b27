import type { DnsRecord } from '../network/dns-record.ts';
import type { GatewayList, ImportWarning, Policy } from '../policy/policy.ts';
import type { Millis } from '../time/instant.ts';
import type { WeeklyHours } from '../time/weekly-hours.ts';

/**
 * Values of Gateway fields that the emulator can't know by itself, by the fields' names: a country, an application's id, a
 * SAML attribute. As `decodeContext` reads them; a field that stands nowhere has no value.
 */
export type Facts = Readonly<Record<string, unknown>>;

export type Person = {
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly facts: Facts;
};

/** DOMAIN.md §5.1. */
export type ClientMode = 'traffic-and-dns' | 'dns-only' | 'traffic-only' | 'local-proxy' | 'posture-only';

/** Which menus and hints the client has: up to 2026.1, 2026.2 to 2026.5, from 2026.6.822 (DOMAIN.md §5.4). */
export type ClientGeneration = 'classic' | 'panel' | 'banner';

export const failureSurfaces = ['faithful', 'reset', 'close', 'timeout', 'explain'] as const;

/** What a refused program sees (DESIGN.md §3). */
export type FailureSurface = (typeof failureSurfaces)[number];

/** What answers on a port of a destination. */
export type ServiceKind = 'http' | 'https' | 'doh' | 'tcp-echo' | 'udp-echo' | 'ssh' | 'dns';

/** A server of the user's own on loopback that a port leads to, as `readLoopback` reads it. */
export type Upstream = { readonly upstream: string };

export type Service = ServiceKind | Upstream;

export type Destination = {
  readonly host: string;
  readonly address: string;
  /** Port number (as text, since it is a key) to what answers there. */
  readonly ports: Readonly<Record<string, Service>>;
  /** Whether the origin accepts connections. A dead origin runs no policy (DOMAIN.md §2 fact 10). */
  readonly up: boolean;
  /** How long in real time it takes to accept a connection. */
  readonly delay: Millis;
  /** Whether it answers without the tunnel. */
  readonly outside: boolean;
  readonly surface?: FailureSurface;
  readonly facts: Facts;
};

/** A self-hosted private application of Access, which limits the session by itself (DOMAIN.md §1.5). */
export type AccessApplication = {
  /** Addresses, CIDRs, host names, or `*.` and a domain. */
  readonly destinations: readonly string[];
  /** Absent: every port. */
  readonly ports?: readonly number[];
  /** Whether the client's own sign-in counts as the application's; absent: as the organisation has it. */
  readonly usesClientSession?: boolean;
  /** Instead of the organisation's duration. */
  readonly clientSession?: Millis;
};

/** "Authenticate with Cloudflare One Client", on the same age as the policies' limits and apart from them (facts 33, 34). */
export type Access = {
  /** Absent: without a limit. */
  readonly clientSession?: Millis;
  /** Whether applications that don't say otherwise use it. */
  readonly appliesToAll: boolean;
  readonly applications: Readonly<Record<string, AccessApplication>>;
};

/** Names below `suffix` are asked of `resolver`, by an ordinary flow to port 53 (DOMAIN.md §5.3 fact 12). */
export type FallbackDomain = {
  readonly suffix: string;
  readonly resolver: string;
  readonly transport: 'udp' | 'tcp';
};

/** A program that runs by itself: at its turns, when the device wakes, or both. */
export type Actor = {
  readonly does:
    | { readonly resolve: string }
    | { readonly connect: string; readonly port: number }
    /** A page, by its URL: what a browser tab does that refreshes by itself. */
    | { readonly fetch: string };
  /** Between two of its turns; absent: it has none. */
  readonly every?: Millis;
  /** Span from the start of the run to its first turn. */
  readonly first: Millis;
  /** How long after the device has woken it tries; absent: waking is nothing to it. */
  readonly onWake?: Millis;
  /** When it may run; a turn outside waits for the next opening. Absent: at any hour. */
  readonly hours?: WeeklyHours;
};

/** How the device came to be registered: by its user, by management, or without a user (DOMAIN.md §5.4 fact 25, §5.8 fact 44). */
export type Enrolment = 'manual' | 'mdm' | 'service-token';

/** What goes wrong at the identity provider, or with what it hands out. */
export type ProviderTrouble =
  | 'none'
  | 'down'
  | 'slow'
  | 'server-error'
  | 'wrong-audience'
  | 'wrong-signature'
  | 'wrong-clock';

/** How the identity provider, and the browser in front of it, behave at a sign-in (DOMAIN.md §1.4). */
export type Identity = {
  /** Where the browser meets the provider; judged like any other destination. Absent: beyond everything emulated. */
  readonly host?: string;
  /** What is asked although the browser is still signed in: nothing, which person, or everything anew (facts 24, 25). */
  readonly prompt: 'none' | 'select-account' | 'login';
  /** The oldest sign-in at the provider that the client takes, inclusive; absent: any that the browser remembers. */
  readonly maxAge?: Millis;
  /** The second step of a sign-in with credentials; `refused`: it always fails. */
  readonly mfa: 'none' | 'asked' | 'refused';
  /** Keys into `people`: whose account is locked, and whom the provider does not let into this application. */
  readonly locked: readonly string[];
  readonly denied: readonly string[];
  readonly trouble: ProviderTrouble;
  /** Whether group changes reach Gateway without a sign-in (fact 30). */
  readonly scim: boolean;
  readonly browser: {
    /** Key into `people`: who is signed in at the provider when the run starts. */
    readonly remembers?: string;
    /** Span from a sign-in with credentials until the browser has forgotten it, in virtual time; exclusive. */
    readonly rememberedFor: Millis;
  };
  /** A provider outside the emulator; absent: the embedded one. */
  readonly issuer?: { readonly url: string; readonly clientId: string; readonly scope: string };
};

/** What no document settles; each is a value here, so that a file replays (DESIGN.md §3, A1 to A12). */
export type Assumptions = {
  /** A1 */
  readonly expiry: 'at-duration' | 'after-duration';
  /** A3 */
  readonly noticeScope: 'episode' | 'policy';
  /** A4: whether the notice waits for an attempt that is refused, or comes when the session expires. */
  readonly noticeComes: 'with-refusal' | 'at-expiry';
  /** A5 */
  readonly unseenNoticeIsUsed: boolean;
  /** A6: span from a completed sign-in until checks pass again. */
  readonly accessReturnsAfter: Millis;
  /** A7: span from an administrator's edit of policies and lists until it acts. */
  readonly policyEditDelay: Millis;
  /** A7, for device settings: mode, Split Tunnels, DNS. */
  readonly deviceEditDelay: Millis;
  /** A9: in Include mode a sign-in that did not pass through the tunnel leaves the age as it is. */
  readonly includeNeedsProvider: boolean;
  /** A10: a registered device without a person fails every session check. */
  readonly noIdentityFails: boolean;
  /** DOMAIN.md §7 Q12: a refresh of the identity in the browser renews this device's session. */
  readonly refreshIdentityRenews: boolean;
  /** How far the device's clock may differ before it takes no token, inclusive (LK-20). */
  readonly tokenTolerance: Millis;
  /** A8 */
  readonly icmpIsChecked: boolean;
  /** A12 */
  readonly tcpIdleLimit: Millis;
};

/** A part of the person's day. */
export type DayPart = { readonly is: 'work' | 'meeting' | 'lunch' | 'away' | 'night' } & WeeklyHours;

/** What the real client does not do: other designs of the notice, to be compared with it. */
export type WhatIf = {
  /** A refused attempt brings the notice again, this long after the one before. */
  readonly repeatEvery?: Millis;
  /** A notice comes this long before the first limit runs out. */
  readonly warnBefore?: Millis;
  /** An expired session brings the notice again when the device wakes. */
  readonly onWake: boolean;
  /** The home screen says so for as long as the session is expired. */
  readonly banner: boolean;
  /** Checks still pass this long after the expiry, while the notice stands. */
  readonly gracePeriod: Millis;
};

/** How the emulated world is set up; what is happening in it now stands in `State`. */
export type Environment = {
  readonly version: 1;
  readonly name: string;
  readonly team: { readonly name: string; readonly domain: string };
  readonly clock: { readonly startAt: Millis };
  readonly people: Readonly<Record<string, Person>>;
  readonly device: {
    readonly name: string;
    readonly os: 'windows' | 'macos' | 'linux';
    /** Key into `people`; absent: the device is not enrolled. */
    readonly registeredTo?: string;
    readonly enrolment: Enrolment;
    /** A revoked registration is still there and lets nothing through (DOMAIN.md §5.5 fact 32). */
    readonly registration: 'active' | 'revoked';
    /** Whether a browser can be opened on it. */
    readonly browser: boolean;
    /** How far its clock is ahead; negative: behind. It moves what the device shows and checks, never a verdict. */
    readonly clockSkew: Millis;
    /** How each posture check stands, by its id (DOMAIN.md §3.4 fact 25). */
    readonly posture: Readonly<Record<string, 'passed' | 'failed'>>;
    readonly facts: Facts;
  };
  readonly client: {
    readonly generation: ClientGeneration;
    readonly mode: ClientMode;
    readonly connected: boolean;
    /** Whether its user may log the device out (DOMAIN.md §5.4 fact 25). */
    readonly allowedToLeave: boolean;
    /** Whether its user is kept from switching it off (fact 26). */
    readonly switchLocked: boolean;
    /** For how long a code from the administrator unlocks the switch, at most a day; absent: there are none (fact 26). */
    readonly adminOverride?: Millis;
    /** How long after it was switched off it connects again by itself; 0: never (fact 26). */
    readonly autoConnect: Millis;
    /** Entries are addresses, CIDRs, host names, or `*.` and a domain (DOMAIN.md §5.2). */
    readonly splitTunnel: { readonly mode: 'exclude' | 'include'; readonly entries: readonly string[] };
  };
  readonly policies: readonly Policy[];
  readonly lists: readonly GatewayList[];
  readonly warnings: readonly ImportWarning[];
  readonly destinations: Readonly<Record<string, Destination>>;
  readonly dns: {
    readonly localDomainFallback: readonly FallbackDomain[];
    /** What private resolvers know besides the destinations' own names and addresses. */
    readonly records: readonly DnsRecord[];
    readonly timeToLive: Millis;
  };
  readonly identity: Identity;
  readonly notification: { readonly channel: 'toast' | 'none'; readonly permission: 'granted' | 'denied' };
  /** How the person is when the run starts, and, where they have one, their day: it then rules what they are. */
  readonly person: PersonFacts & { readonly day: readonly DayPart[] };
  readonly actors: Readonly<Record<string, Actor>>;
  readonly gateway: {
    readonly surface: FailureSurface;
    /** Whether HTTPS on port 443 is opened, so that HTTP policies see it (DOMAIN.md §1.5 fact 38). */
    readonly tlsDecryption: boolean;
  };
  readonly access: Access;
  readonly whatIf: WhatIf;
  readonly assumptions: Assumptions;
};

/** Facts about whoever uses the device. */
export type PersonFacts = {
  readonly atDesk: boolean;
  readonly doNotDisturb: boolean;
  readonly screenLocked: boolean;
};
