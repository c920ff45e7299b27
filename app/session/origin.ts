import type { Millis } from '../time/instant.ts';

/** The run that another one branched off, at an instant of it; `checkpoint` is the id of that one, if it was one. */
export type Origin = { readonly run: string; readonly at: Millis; readonly checkpoint?: string };
