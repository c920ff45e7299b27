import { once } from 'node:events';
import { styleText } from 'node:util';

/** What a command touches of the process that runs it. Texts go out as they are. */
export type Io = {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Resolves when stdout takes more, for commands that print without end. */
  drained(): Promise<void>;
  /** What is piped in. */
  stdin(): AsyncIterable<string | Buffer>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Emphasis, for a terminal only. */
  paint(style: 'bold' | 'dim', text: string): string;
};

export function processIo(): Io {
  // A reader that has seen enough closes the pipe (`| head`); that is no failure.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EPIPE') process.exit(0);
    throw fault;
  });
  const isPainted = process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    drained: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    stdin: () => process.stdin,
    env: process.env,
    paint: (style, text) => (isPainted ? styleText(style, text) : text),
  };
}
