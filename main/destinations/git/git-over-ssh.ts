import type { ServerChannel } from 'ssh2';
import type { GitRun } from './git-run.ts';
import { GitRefusal, type GitRequest, type Repositories, type RepositoryPlace } from './repositories.ts';

export type SshExchange = {
  /** Aborted when the channel or its connection is closed. */
  readonly gone: AbortSignal;
  /** Hears the signals that the client sends, such as `SIGINT`. */
  onSignal(hear: (signal: NodeJS.Signals) => void): void;
};

/** Joins a channel to the git that serves it, until both have ended. */
export async function serveGitOverSsh(
  channel: ServerChannel,
  { gone, onSignal }: SshExchange,
  repositories: Repositories,
  place: RepositoryPlace,
  request: GitRequest,
): Promise<void> {
  // A client that leaves while it is written to is met where its session ends.
  channel.on('error', () => undefined);
  channel.stderr.on('error', () => undefined);
  let run: GitRun;
  try {
    run = await repositories.serve(place, request);
  } catch (fault) {
    channel.resume();
    return leave(
      channel,
      fault instanceof GitRefusal ? `${fault.message}\n` : 'The repository can not be served.\n',
      128,
    );
  }
  const cut = () => {
    run.kill();
    channel.unpipe(run.input);
    channel.resume();
  };
  if (gone.aborted) cut();
  gone.addEventListener('abort', cut, { once: true });
  onSignal((signal) => run.kill(signal));
  channel.pipe(run.input);
  run.output.pipe(channel, { end: false });
  const { code, signal, errors } = await run.ended;
  gone.removeEventListener('abort', cut);
  if (gone.aborted) return;
  // Everything that git wrote is out before its end is told.
  channel.write('', () => leave(channel, errors, signal ?? code));
}

function leave(channel: ServerChannel, errors: string, end: number | NodeJS.Signals): void {
  if (channel.writableEnded) return;
  channel.resume();
  const tell = () => {
    // As RFC 4254 §6.10 has it: the name of a signal without "SIG".
    if (typeof end === 'number') channel.exit(end);
    else channel.exit(end.replace(/^SIG/, ''), false, '');
    channel.end();
  };
  if (errors === '') tell();
  else channel.stderr.write(errors, tell);
}
