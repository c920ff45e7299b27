import { saySpan } from '../../app/time/span.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';

/** What an administrator's edit waits for, in words: `policies 2 min, device settings 10 min`. */
export function sayDelays(assumptions: Snapshot['assumptions']): string {
  const spanOf = (key: string) => saySpan(Number(assumptions.find((assumption) => assumption.key === key)?.value ?? 0));
  return `policies ${spanOf('policyEditDelay')}, device settings ${spanOf('deviceEditDelay')}`;
}
