import type { BridgeService } from '../../app/bridge/server.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';

export type Expiry = { readonly policyId: string; readonly policyName: string; readonly at: Millis };

type Known = { readonly run: string; readonly now: Millis; readonly left: ReadonlySet<string> };

/** What the system's timers can wait for. */
const longest = 2 ** 31 - 1;

/**
 * Tells each policy's limit when the session comes to it: as time follows, in a jump over it, or because an edit made it
 * shorter. Expiry is nobody's act, so no journal has it. `since` tells those too that were passed from then on.
 */
export function watchExpiries(
  { snapshots, schedule }: Pick<BridgeService, 'snapshots' | 'schedule'>,
  tell: (expiry: Expiry) => void,
  since?: Millis,
): () => void {
  let known: Known | undefined;
  let cancel: (() => void) | undefined;
  const look = () => {
    cancel?.();
    const { run, clock, policies } = snapshots.latest();
    const before = known?.run === run.id ? known : { now: known === undefined ? (since ?? clock.now) : clock.now };
    for (const expiry of policies.items.flatMap((policy) => expiryOf(policy, before, clock.now))) tell(expiry);
    known = { run: run.id, now: clock.now, left: idsLeft(policies.items, clock.now) };
    const next = Math.min(...policies.items.map(({ expiresAt = 0 }) => (expiresAt > clock.now ? expiresAt : Infinity)));
    if (clock.mode === 'frozen' || next === Infinity) return;
    // One millisecond more, as timers may be early by one.
    cancel = schedule(Math.min(longest, (next - clock.now) / clock.speed + 1), look);
  };
  look();
  const unsubscribe = snapshots.onChange(look);
  return () => {
    unsubscribe();
    cancel?.();
  };
}

type Policy = Snapshot['policies']['items'][number];

function expiryOf(policy: Policy, before: Pick<Known, 'now'> & Partial<Known>, now: Millis): Expiry[] {
  const { id, name, expiresAt: at } = policy;
  if (at === undefined || at > now) return [];
  return at > before.now || before.left?.has(id) === true ? [{ policyId: id, policyName: name, at }] : [];
}

function idsLeft(policies: readonly Policy[], now: Millis): ReadonlySet<string> {
  return new Set(policies.filter(({ expiresAt }) => expiresAt !== undefined && expiresAt > now).map(({ id }) => id));
}
