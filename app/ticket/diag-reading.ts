import type { ClientMode, Environment } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';

/** A text file of a warp-diag, by its own name without folders. */
export type DiagFile = { readonly name: string; readonly text: string };

/** Where something was read. */
export type Source = {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Who decided it, as `warp-cli settings` says: `network policy`, `default` … */
  readonly decidedBy?: string;
};

export type Taken<T> = Source & { readonly value: T };

export const unreadReasons = [
  'unknown-file',
  'contents-unknown',
  'unknown-key',
  'not-understood',
  'no-setting',
  'withheld',
  'not-text',
] as const;

/**
 * Why something was not read. `contents-unknown`: the file is known by name only; `no-setting`: it is known, and nothing in
 * the emulator depends on it; `withheld`: it names a person, a device or an account.
 */
export type UnreadReason = (typeof unreadReasons)[number];

export type Unread = {
  readonly file: string;
  readonly line?: number;
  /** The key, never its value. */
  readonly key?: string;
  readonly why: UnreadReason;
};

export type SplitTunnel = Environment['client']['splitTunnel'];

/**
 * What a warp-diag tells. None of its formats is documented beyond DOMAIN.md §5.6 and §5.7, so all of it is assumed to mean what
 * it seems to.
 */
export type DiagReading = {
  readonly connection?: Taken<'connected' | 'disconnected' | 'unregistered' | 'revoked'>;
  readonly version?: Taken<string>;
  readonly os?: Taken<Environment['device']['os']>;
  readonly mode?: Taken<ClientMode>;
  readonly switchLocked?: Taken<boolean>;
  readonly allowedToLeave?: Taken<boolean>;
  readonly organization?: Taken<string>;
  readonly accountType?: Taken<string>;
  readonly splitTunnel?: Taken<SplitTunnel>;
  readonly suffixes?: Taken<readonly string[]>;
  readonly resolvers?: Taken<readonly string[]>;
  /** Whether the device asks the client's own DNS proxy. */
  readonly asksClient?: Taken<boolean>;
  /** Names and addresses of the device's hosts file. */
  readonly hosts?: readonly Taken<{ readonly name: string; readonly address: string }>[];
  readonly takenAt?: Taken<Millis>;
  readonly utcOffset?: Taken<Millis>;
};

/** What one file brings. */
export type FileReading = { readonly found: DiagReading; readonly unread: readonly Unread[] };
