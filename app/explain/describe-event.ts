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
      return event.why === 'idle'
        ? { text: 'A flow was closed: nothing had crossed it for too long.', tone: 'bad' }
        : { text: 'A flow ended.', tone: 'plain' };
    case 'client-connected':
      return { text: 'The client was switched on.', tone: 'plain' };
    case 'client-disconnected':
      return { text: 'The client was switched off.', tone: 'plain' };
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
    case 'notice-clicked':
      return { text: event.late ? 'The missed notice was clicked late.' : 'The notice was clicked.', tone: 'notice' };
    case 'reauth-started':
      return { text: describeStart(event.from), tone: 'plain' };
    case 'reauth-completed':
      return { text: 'The registered user signed in. The session age is 0.', tone: 'good' };
    case 'reauth-refused':
      return { text: describeRefusal(event), tone: 'bad' };
    case 'reauth-abandoned':
      return { text: `The sign-in came to nothing: ${event.why}.`, tone: 'bad' };
    case 'enrolled':
      return { text: 'The device was enrolled. The session age is 0.', tone: 'good' };
    case 'registration-deleted':
      return { text: 'The registration was deleted: the device belongs to nobody.', tone: 'bad' };
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

function describeRefusal({ email, why }: Extract<SessionEvent, { type: 'reauth-refused' }>): string {
  switch (why) {
    case 'wrong-user':
      return `${email} signed in, but this device belongs to somebody else. The session age stays.`;
    case 'unknown-person':
      return `${email} signed in, but is nobody in this team. The device still belongs to nobody.`;
    case 'not-registered':
      return 'A sign-in came back, but the device is not enrolled.';
  }
}

function describeStart(from: ReauthOrigin): string {
  return from === 'enrolment'
    ? 'An enrolment was started.'
    : `A sign-in was started from the ${from.replace('-', ' ')}.`;
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
