import type { Act } from './scenario.ts';

/** An act in a few words, for reports. */
export function sayAct(act: Act): string {
  if ('connect' in act)
    return `${act.connect.protocol} ${act.connect.to}${act.connect.flow === undefined ? '' : `, flow ${act.connect.flow}`}`;
  if ('resolve' in act) return `resolve ${act.resolve.name}`;
  if ('send' in act) return `send on flow ${act.send}`;
  if ('look' in act) return `look at flow ${act.look}`;
  if ('reauthenticate' in act) return `re-authenticate as ${act.reauthenticate}`;
  if ('notice' in act) return `${act.notice} the notice`;
  if ('countNotices' in act) return `count the notices under ${act.countNotices}`;
  if ('client' in act) return `${act.client} the client`;
  return `the person: ${Object.entries(act.person)
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ')}`;
}
