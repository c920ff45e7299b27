import type { Act } from './scenario.ts';

/** An act in a few words, for reports. */
export function sayAct(act: Act): string {
  if ('connect' in act) return sayConnection(act.connect);
  if ('resolve' in act) return `resolve ${act.resolve.name}${act.resolve.type === 'A' ? '' : ` ${act.resolve.type}`}`;
  if ('close' in act) return `close flow ${act.close}`;
  if ('keepBusy' in act) return `${act.keepBusy.on ? 'keep' : 'no longer keep'} flow ${act.keepBusy.flow} busy`;
  if ('signIn' in act) return saySignIn(act.signIn);
  if ('change' in act) return act.said;
  if ('edits' in act) return `${act.edits} the latest edit`;
  if ('clock' in act) return sayClock(act.clock);
  if ('delivery' in act) return `the real notification: ${act.delivery}`;
  if ('checkpoint' in act) return `keep this moment as ${act.checkpoint}`;
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
  if ('device' in act) return `the device: ${sayDevice(act.device)}`;
  if ('client' in act) return typeof act.client === 'string' ? `${act.client} the client` : 'unlock the client';
  return `the person: ${Object.entries(act.person)
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ')}`;
}

function sayDevice(device: Extract<Act, { device: unknown }>['device']): string {
  if (typeof device === 'string') return device.replace('-', ' ');
  return Object.entries(device)
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ');
}

function saySignIn(moment: Extract<Act, { signIn: unknown }>['signIn']): string {
  if ('begin' in moment) return `begin a sign-in from ${moment.begin}`;
  if ('page' in moment) return `open the ${moment.page} page of the sign-in`;
  if ('letIn' in moment) return `the provider lets ${moment.letIn} in`;
  return 'finish' in moment ? `finish the sign-in as ${moment.finish}` : `give the sign-in up: ${moment.abandon}`;
}

function sayClock(clock: Extract<Act, { clock: unknown }>['clock']): string {
  if (typeof clock !== 'string') return `let the clock follow at ${clock.follow}×`;
  return clock === 'freeze' ? 'freeze the clock' : 'look at the clock';
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
