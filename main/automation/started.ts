import type { BridgeError } from '../../app/bridge/channel.ts';
import type { FailureSurface } from '../../app/environment/environment.ts';

export type StartOptions = {
  /** Path of a `*.environment.yaml`. Absent: the one that a first start begins with. */
  readonly environment?: string;
  /** Where the clock stands when it is ready: `168h01m` from the start, `+168h01m` after the sign-in, or an instant. */
  readonly at?: string;
  /** What refused programs see, whatever the environment says. */
  readonly surface?: FailureSurface;
  /** Leaves its data directory behind. */
  readonly keep?: boolean;
};

/** An emulator that is there for one user of it alone. */
export type OwnEmulator = {
  /** Of the views and the control API. */
  readonly url: string;
  readonly token: string;
  readonly dataDirectory: string;
  readonly addresses: Readonly<Record<string, string>>;
  /** What a program is to be started with. */
  readonly variables: Readonly<Record<string, string>>;
};

/** To a process that is to be an emulator, and back. */
export type ToEmulator = { readonly start: StartOptions };
export type FromEmulator = { readonly ready: OwnEmulator } | { readonly failed: BridgeError };
