import type { Act } from './scenario.ts';

/** An act in a few words, for reports. */
export function sayAct(act: Act): string {
  if ('connect' in act) return sayConnection(act.connect);
  if ('resolve' in act) return `resolve ${act.resolve.name}`;
  if ('send' in act) return `send on flow ${act.send}`;
  if ('look' in act) return `look at flow ${act.look}`;
  if ('reauthenticate' in act) return sayReauthentication(act.reauthenticate);
  if ('enrol' in act) return `enrol as ${act.enrol}`;
  if ('notice' in act) return `${act.notice} the notice`;
  if ('browser' in act) return act.browser === 'forget' ? 'sign out at the provider' : 'close the sign-in window';
  if ('registration' in act) return `${act.registration.replace('-', ' ')}`;
  if ('edit' in act) return `edit ${Object.keys(act.edit).join(', ')}`;
  if ('lint' in act) return 'lint the environment';
  if ('duration' in act) return `write the duration ${act.duration}`;
  if ('status' in act) return 'show the status';
  if ('countdown' in act) return `a countdown on the device for ${act.countdown}`;
  if ('countNotices' in act) return `count the notices under ${act.countNotices}`;
  if ('device' in act) return `the device: ${act.device.replace('-', ' ')}`;
  if ('client' in act) return `${act.client} the client`;
  return `the person: ${Object.entries(act.person)
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ')}`;
}

function sayConnection({
  protocol,
  to,
  port,
  flow,
  byLocalProxy,
}: Extract<Act, { connect: unknown }>['connect']): string {
  const where = port === undefined ? to : `${to}:${port}`;
  const way = byLocalProxy ? ', by the local proxy' : '';
  return `${protocol} ${where}${flow === undefined ? '' : `, flow ${flow}`}${way}`;
}

function sayReauthentication({ as, from, end }: Extract<Act, { reauthenticate: unknown }>['reauthenticate']): string {
  const ending = end === 'finish' ? '' : `, ${end.replace('-', ' the ')}`;
  return `re-authenticate as ${as}${from === 'settings' ? '' : ` from the ${from.replace('-', ' ')}`}${ending}`;
}
