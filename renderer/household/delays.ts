import { saySpan } from '../../app/time/span.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';

/** What an administrator's edit waits for, in words: `policies 2 min, device settings 10 min`. */
export function sayDelays(assumptions: Snapshot['assumptions']): string {
  return `policies ${sayPolicyDelay(assumptions)}, device settings ${spanOf(assumptions, 'deviceEditDelay')}`;
}

/** What an edit of policies alone waits for. */
export function sayPolicyDelay(assumptions: Snapshot['assumptions']): string {
  return spanOf(assumptions, 'policyEditDelay');
}

function spanOf(assumptions: Snapshot['assumptions'], key: string): string {
  return saySpan(Number(assumptions.find((assumption) => assumption.key === key)?.value ?? 0));
}
