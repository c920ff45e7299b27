import type { ResultOf } from '../../app/bridge/contract.ts';

/** The host, and what it keeps on this computer. */
export type Host = ResultOf<'host.show'>;
