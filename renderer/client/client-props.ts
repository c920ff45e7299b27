import type { RefObject } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import type { ClientPlace } from './use-place.ts';

/** What every part of the client goes by; `frame` is its window. */
export type ClientProps = {
  readonly frame: RefObject<HTMLElement | null>;
  readonly snapshot: Snapshot;
  readonly at: ClientPlace;
  readonly signIn: SignInState;
};
