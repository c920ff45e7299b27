import type { ClientGeneration } from '../../app/environment/environment.ts';
import { adviceOn } from '../../app/explain/advice.ts';
import { summarise } from '../../app/explain/explain.ts';
import type { Verdict, VerdictClass } from '../../app/session/verdict.ts';

export type Explanation = {
  readonly title: string;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What its user can do about it. */
  readonly fix: string;
};

const titles: Readonly<Record<VerdictClass, string>> = {
  none: 'This did not get through',
  session: 'Your session expired',
  block: 'A policy blocks this',
  posture: 'This device does not meet the requirements',
  identity: 'You are not among those allowed',
  'split-tunnel': 'This is outside the tunnel',
  mode: 'The client does not carry this traffic',
  disconnected: 'The client is disconnected',
  offline: 'The device is offline',
  dns: 'There is no such name',
  origin: 'The destination does not answer',
  registration: 'This device is not enrolled',
  access: 'The application wants a newer session',
  'unknown-destination': 'Only emulated destinations are reachable here',
};

/** A verdict that did not let through, for whoever reads a program's error; `what` names what was tried. */
export function explainFailure(verdict: Verdict, what: string, generation: ClientGeneration): Explanation {
  return { title: titles[verdict.class], message: summarise(verdict, what), fix: adviceOn(verdict, generation).user };
}
