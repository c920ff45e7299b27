import type { ServerChannel, Session } from 'ssh2';
import { type GitCommand, nameRepository, readGitCommand } from './git/git-command.ts';
import { readProtocol } from './git/git-home.ts';
import { serveGitOverSsh } from './git/git-over-ssh.ts';
import { serveSftp } from './sftp/serve-sftp.ts';
import { answerCommand } from './ssh-commands.ts';
import type { SshPlace } from './ssh-host.ts';
import { runOnce, runShell } from './ssh-shell.ts';

export type SshSession = SshPlace & {
  readonly user: string;
  /** Aborted when the connection is closed. */
  readonly gone: AbortSignal;
};

/** Runs what a client asks for in one session: a shell, a command, git, or files. */
export function serveSession(session: Session, place: SshSession): void {
  const login = { ...place, repository: nameRepository(place.repositoryPlace().team) };
  let terminal = false;
  let protocol: string | undefined;
  session.on('pty', (accept) => {
    terminal = true;
    accept?.();
  });
  session.on('window-change', (accept) => accept?.());
  session.on('env', (accept, _reject, { key, val }) => {
    if (key === 'GIT_PROTOCOL') protocol = readProtocol(val);
    accept?.();
  });
  session.on('shell', (accept) => runShell(accept(), login, terminal));
  session.on('exec', (accept, _reject, { command }) => {
    const git = readGitCommand(command);
    if (git === undefined) runOnce(accept(), answerCommand(command, login), terminal);
    else serveGit(session, accept(), git, protocol, place);
  });
  session.on('subsystem', (accept, reject, { name }) => {
    if (name === 'sftp') serveSftp(accept(), place.files());
    else reject();
  });
}

function serveGit(
  session: Session,
  channel: ServerChannel,
  { service, repository }: GitCommand,
  protocol: string | undefined,
  { repositories, repositoryPlace, gone }: SshSession,
): void {
  // A channel whose client has left tells so only to who reads it to its end; the session tells at once.
  const closed = new AbortController();
  session.once('close', () => closed.abort());
  const signals: ((signal: NodeJS.Signals) => void)[] = [];
  session.on('signal', (accept, _reject, { name }) => {
    accept?.();
    const signal = readSignal(name);
    if (signal !== undefined) for (const hear of signals) hear(signal);
  });
  const exchange = {
    gone: AbortSignal.any([gone, closed.signal]),
    onSignal: (hear: (signal: NodeJS.Signals) => void) => void signals.push(hear),
  };
  const request = { service, repository, protocol };
  serveGitOverSsh(channel, exchange, repositories, repositoryPlace(), request).catch(() => channel.close());
}

/** Those of RFC 4254 §6.10 that end a program. */
function readSignal(name: string): NodeJS.Signals | undefined {
  return (['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGQUIT', 'SIGTERM'] as const).find((each) => each === `SIG${name}`);
}
