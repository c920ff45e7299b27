import type { Command } from '../../app/session/command.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Story } from './story.ts';

/** One thing that may happen, given how things stand. */
type Happening = (told: Story, at: Millis) => Command | undefined;

const connect = (host: string): Happening => {
  const attempt = { host, port: 443, protocol: 'tcp' } as const;
  return () => ({ type: 'request-connection', attempt, by: { kind: 'app' }, hold: true });
};
const plainly =
  (command: Command): Happening =>
  () =>
    command;
const inSignIn =
  (make: (reauthId: string) => Command): Happening =>
  ({ state }) =>
    state.reauth === undefined ? undefined : make(state.reauth.id);
const complete = (email: string) => inSignIn((reauthId) => ({ type: 'complete-reauth', reauthId, email }));

/** What may happen in a test world, in whatever order. */
export const happenings: readonly Happening[] = [
  connect('10.20.0.10'),
  connect('wiki.corp.internal'),
  connect('198.51.100.20'),
  plainly({ type: 'resolve-name', attempt: { name: 'git.corp.internal', recordType: 'A' }, by: { kind: 'app' } }),
  plainly({ type: 'click-notice' }),
  plainly({ type: 'dismiss-notice' }),
  plainly({ type: 'start-reauth', from: 'settings' }),
  plainly({ type: 'start-reauth', from: 'refresh-identity' }),
  plainly({ type: 'start-reauth', from: 'enrolment' }),
  inSignIn((reauthId) => ({ type: 'open-page', reauthId, page: 'provider' })),
  inSignIn((reauthId) => ({ type: 'abandon-reauth', reauthId, why: 'its window was closed' })),
  complete('alice@example.com'),
  complete('bob@example.com'),
  complete('stranger@example.com'),
  plainly({ type: 'note-provider-sign-in', personId: 'bob', asked: ['account', 'credentials'] }),
  plainly({ type: 'forget-browser' }),
  plainly({ type: 'log-out' }),
  plainly({ type: 'delete-registration' }),
  plainly({ type: 'revoke-registration' }),
  plainly({ type: 'force-reauth' }),
  plainly({ type: 'change-person', facts: { atDesk: false } }),
  plainly({ type: 'change-person', facts: { atDesk: true, doNotDisturb: true } }),
  plainly({ type: 'change-device', asleep: true }),
  plainly({ type: 'change-device', asleep: false, online: true }),
  plainly({ type: 'disconnect-client' }),
  plainly({ type: 'connect-client' }),
  plainly({ type: 'freeze-clock' }),
  plainly({ type: 'follow-clock', speed: 60 }),
];
