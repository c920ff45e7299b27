import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { runProgram } from '../../support/host.ts';

/** Options of the real client: through the proxy, with nothing of the machine's owner. */
export function sshOptions(proxy: string): readonly string[] {
  return [
    ...['-F', 'none', '-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'],
    ...['-o', 'GlobalKnownHostsFile=/dev/null', '-o', 'LogLevel=INFO', '-o', 'IdentityAgent=none'],
    ...['-o', `ProxyCommand=nc -X 5 -x ${proxy} %h %p`],
  ];
}

/** `ssh HOST COMMAND` to its end. */
export function ssh(proxy: string, to: string, command: string, limit = 20_000) {
  return runProgram('ssh', [...sshOptions(proxy), to, command], { limit });
}

export type OpenShell = {
  readonly process: ChildProcessWithoutNullStreams;
  /** Everything the client has written, on both streams. */
  heard(): string;
  type(text: string): void;
  /** Resolves with the client's exit status. */
  readonly ended: Promise<number | null>;
};

/** An interactive login, with a terminal on the far side unless told. */
export function openShell(proxy: string, to: string, { terminal = true } = {}): OpenShell {
  const process = spawn('ssh', [...sshOptions(proxy), terminal ? '-tt' : '-T', to]);
  let heard = '';
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      heard += bytes.toString();
    });
  }
  process.stdin.on('error', () => undefined);
  return {
    process,
    heard: () => heard,
    type: (text) => void process.stdin.write(text),
    ended: once(process, 'exit').then(([code]) => code as number | null),
  };
}
