import type { Asked } from '../identity/provider-behaviour.ts';
import type { Initiator, ReauthOrigin } from '../session/command.ts';
import type { SessionEvent } from '../session/event.ts';
import { sayInstant } from '../time/calendar.ts';
import { saySpan } from '../time/span.ts';
import type { JournalEntry } from '../view/snapshot-shape.ts';
import { summarise } from './explain.ts';

type Told = Pick<JournalEntry, 'text' | 'tone'>;

/** One event in one sentence, with the tone of what it means for the person. */
export function describeEvent(event: SessionEvent): Told {
  switch (event.type) {
    case 'run-started':
      return { text: `A run began with the environment “${event.environment.name}”.`, tone: 'plain' };
    case 'run-branched':
      return { text: `This run branched off from ${event.origin.run}, at ${sayInstant(event.at)}.`, tone: 'plain' };
    case 'clock-jumped':
      return { text: `Time jumped ${saySpan(event.to - event.at)} ahead, to ${sayInstant(event.to)}.`, tone: 'plain' };
    case 'clock-frozen':
      return { text: 'The clock was frozen.', tone: 'plain' };
    case 'clock-followed':
      return { text: `The clock runs at ${event.speed}×.`, tone: 'plain' };
    case 'connection-decided': {
      const { host, port, protocol } = event.attempt;
      return attempts(event, summarise(event.verdict, `${host} (${protocol} ${port})`));
    }
    case 'lookup-decided':
      return attempts(event, summarise(event.verdict, `The name ${event.attempt.name}`));
    case 'flow-opened':
      return { text: `A flow to ${event.flow.host} port ${event.flow.port} opened.`, tone: 'plain' };
    case 'flow-touched':
      return { text: 'Bytes crossed an open flow.', tone: 'plain' };
    case 'flow-kept-busy':
      return {
        text: event.keptBusy ? 'A flow is kept busy from here on.' : 'A flow may idle from here on.',
        tone: 'plain',
      };
    case 'time-noted':
      return { text: 'The emulator stopped here.', tone: 'plain' };
    case 'flow-closed':
      return endsOfFlows[event.why];
    case 'client-connected':
      return {
        text: event.by === undefined ? 'The client was switched on.' : 'The client connected again by itself.',
        tone: 'plain',
      };
    case 'switch-unlocked':
      return {
        text: `The administrator’s code unlocked the client’s switch until ${sayInstant(event.until)}.`,
        tone: 'plain',
      };
    case 'switch-locked':
      return { text: 'The client’s switch is locked again: the time of the code is over.', tone: 'plain' };
    case 'client-disconnected':
      return {
        text:
          event.reconnectAt === undefined
            ? 'The client was switched off.'
            : `The client was switched off. It connects again by itself at ${sayInstant(event.reconnectAt)}.`,
        tone: 'plain',
      };
    case 'device-changed':
      return {
        text: `The device is ${event.asleep ? 'asleep' : 'awake'} and ${event.online ? 'online' : 'offline'}.`,
        tone: 'plain',
      };
    case 'person-changed':
      return { text: describePerson(event.facts), tone: 'plain' };
    case 'notice-due':
      return {
        text: `The one notice came due under “${event.policyName}”: ${who(event.by)} tried ${event.host}.`,
        tone: 'notice',
      };
    case 'notice-posted':
      return {
        text: event.seen
          ? 'The notice was posted and stood on the screen.'
          : 'The notice was posted and nobody was at the desk.',
        tone: 'notice',
      };
    case 'notice-suppressed':
      return { text: `The notice did not show: ${suppressions[event.why]}.`, tone: 'notice' };
    case 'notice-delivered':
      return { text: `On this computer, the notification was ${event.delivery}.`, tone: 'notice' };
    case 'notice-dismissed':
      return { text: 'The notice was dismissed. No other will come before the next sign-in.', tone: 'notice' };
    case 'notice-withdrawn':
      return {
        text: 'The notice left the screen: it stays behind in the run that this one branched off.',
        tone: 'notice',
      };
    case 'notice-clicked':
      return { text: event.late ? 'The missed notice was clicked late.' : 'The notice was clicked.', tone: 'notice' };
    case 'reauth-started':
      return { text: describeStart(event.from), tone: 'plain' };
    case 'reauth-blocked':
      return { text: describeBlock(event), tone: 'bad' };
    case 'reauth-unblocked':
      return { text: 'The sign-in page loads after all.', tone: 'plain' };
    case 'reauth-completed':
      return {
        text: 'The registered user signed in. The session age is 0.',
        tone: 'good',
      };
    case 'identity-refreshed':
      return { text: 'The identity was read anew. The session age stays.', tone: 'plain' };
    case 'provider-signed-in':
      return { text: `The identity provider let somebody in${describeAsked(event.asked)}.`, tone: 'plain' };
    case 'browser-forgot':
      return { text: 'Nobody is signed in at the provider in this browser any more.', tone: 'plain' };
    case 'reauth-refused':
      return { text: describeRefusal(event), tone: 'bad' };
    case 'reauth-abandoned':
      return { text: `The sign-in came to nothing: ${event.why}.`, tone: 'bad' };
    case 'enrolled':
      return { text: 'The device was enrolled. The session age is 0.', tone: 'good' };
    case 'registration-deleted':
      return event.by === 'user'
        ? { text: 'The user logged out: the device belongs to nobody.', tone: 'bad' }
        : { text: 'The registration was deleted: the device belongs to nobody.', tone: 'bad' };
    case 'registration-revoked':
      return { text: 'An administrator revoked the registration.', tone: 'bad' };
    case 'reauth-forced':
      return { text: 'An administrator asked for a new sign-in: every session check fails until then.', tone: 'bad' };
    case 'environment-edited':
      return { text: `Edited: ${event.edit.said}${describeDelay(event)}.`, tone: 'plain' };
    case 'edit-took-effect':
      return { text: 'An edit of the environment acts from here on.', tone: 'plain' };
    case 'edit-undone':
      return { text: `Undone: ${event.said}.`, tone: 'plain' };
    case 'edit-redone':
      return { text: `Done again: ${event.said}.`, tone: 'plain' };
  }
}

const endsOfFlows = {
  ended: { text: 'A flow ended.', tone: 'plain' },
  cut: { text: 'A flow was cut in the emulator.', tone: 'plain' },
  idle: { text: 'A flow was closed: nothing had crossed it for too long.', tone: 'bad' },
} as const satisfies Readonly<Record<Extract<SessionEvent, { type: 'flow-closed' }>['why'], Told>>;

const suppressions = {
  'no-channel': 'this client has no way to show one',
  'permission-denied': 'notifications are not permitted',
  'do-not-disturb': 'do not disturb was on',
} as const;

function attempts(
  event: Extract<SessionEvent, { type: 'connection-decided' | 'lookup-decided' }>,
  summary: string,
): Told {
  const tone = event.verdict.class === 'none' ? 'good' : 'bad';
  const times = event.count === 1 ? '' : ` ${event.count} times, until ${sayInstant(event.lastAt)}.`;
  const by = event.by.kind === 'actor' ? ` By the actor “${event.by.actor}”${times === '' ? '.' : `,${times}`}` : times;
  return { text: `${summary}${by}`, tone };
}

function describeRefusal({ email, why, silent }: Extract<SessionEvent, { type: 'reauth-refused' }>): string {
  switch (why) {
    case 'wrong-user':
      return silent
        ? `The browser signed ${email} in by itself, but this device belongs to somebody else. The session age stays. Sign out at the provider first.`
        : `${email} signed in, but this device belongs to somebody else. The session age stays.`;
    case 'unknown-person':
      return `${email} signed in, but is nobody in this team. The device still belongs to nobody.`;
    case 'not-registered':
      return 'A sign-in came back, but the device is not enrolled.';
    case 'outside-tunnel':
      return `${email} signed in, but around the tunnel: Split Tunnels leave out the team domain or the provider. The session age stays.`;
  }
}

function describeStart(from: ReauthOrigin): string {
  if (from === 'enrolment') return 'An enrolment was started.';
  if (from === 'refresh-identity') return 'The identity is being refreshed in the browser.';
  return `A sign-in was started from the ${from.replace('-', ' ')}.`;
}

function describeDelay({ at, parts }: Extract<SessionEvent, { type: 'environment-edited' }>): string {
  const last = Math.max(at, ...parts.map(({ takesEffectAt }) => takesEffectAt));
  return last === at ? '' : `, acts at ${sayInstant(last)}`;
}

function describePerson({
  atDesk,
  doNotDisturb,
  screenLocked,
}: Extract<SessionEvent, { type: 'person-changed' }>['facts']): string {
  const rest = [doNotDisturb ? 'do not disturb is on' : '', screenLocked ? 'the screen is locked' : ''].filter(
    (part) => part !== '',
  );
  return `${[`The person is ${atDesk ? 'at the desk' : 'away'}`, ...rest].join(', ')}.`;
}

function who(by: Initiator): string {
  return by.kind === 'actor' ? `the actor “${by.actor}”` : 'a program';
}

function describeBlock({ host, class: cause, policyName }: Extract<SessionEvent, { type: 'reauth-blocked' }>): string {
  if (cause === 'session' && policyName !== undefined) {
    return `The sign-in page at ${host} does not load: the session expired under “${policyName}”, which covers it too.`;
  }
  return `The sign-in page at ${host} does not load${policyName === undefined ? '' : `: “${policyName}” refuses it`}.`;
}

function describeAsked(asked: readonly Asked[]): string {
  if (asked.length === 0) return ', silently by the browser’s memory';
  return asked.includes('mfa') ? ' with a second step' : '';
}
