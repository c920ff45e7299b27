import { createInterface } from 'node:readline';
import type { ServerChannel } from 'ssh2';
import { answerCommand, type SshAnswer, type SshLogin } from './ssh-commands.ts';

/** Of a line that nobody ends, and of everything that comes while none is read. */
const longestLine = 64 * 1024;

/** A shell over the channel until it is left; with a terminal it echoes and edits what is typed. */
export function runShell(channel: ServerChannel, login: SshLogin, terminal: boolean): void {
  // A line that comes while the output is full waits in the channel: its window closes, and the client stops.
  const lines = createInterface({ input: channel, output: channel, terminal, prompt: promptOf(login, terminal) });
  let unread = 0;
  channel.on('data', (bytes: Buffer) => {
    unread += bytes.length;
    if (unread > longestLine) leave(channel, { output: '', errors: 'This line is too long.\n', status: 1 }, terminal);
  });
  lines.on('line', (line) => {
    unread = 0;
    const answer = answerCommand(line, login);
    if (answer.leaves) return leave(channel, answer, terminal);
    say(channel, answer, terminal);
    lines.prompt();
  });
  // Ctrl+C gives up the line, as in a shell.
  lines.on('SIGINT', () => {
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
    lines.prompt();
  });
  lines.once('close', () => leave(channel, { output: '', status: 0 }, terminal));
  channel.once('close', () => lines.close());
  lines.prompt();
}

/** Answers one command and ends. */
export function runOnce(channel: ServerChannel, answer: SshAnswer, terminal: boolean): void {
  // What the client sends meanwhile is for a program that is not there.
  channel.resume();
  leave(channel, answer, terminal);
}

function leave(channel: ServerChannel, answer: SshAnswer, terminal: boolean): void {
  if (channel.writableEnded || channel.destroyed) return;
  say(channel, answer, terminal);
  channel.exit(answer.status);
  channel.end();
}

/** A terminal in raw mode goes to the start of a line only when it is told to. */
function say(channel: ServerChannel, { output, errors = '' }: SshAnswer, terminal: boolean): void {
  const write = (text: string) => (terminal ? text.replaceAll('\n', '\r\n') : text);
  if (output !== '') channel.write(write(output));
  if (errors !== '') channel.stderr.write(write(errors));
}

function promptOf({ user, host }: SshLogin, terminal: boolean): string {
  return terminal ? `${user}@${host.split('.')[0]}:~$ ` : '';
}
