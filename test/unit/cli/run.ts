import { type BridgeClient, BridgeFailure } from '../../../app/bridge/client.ts';
import type { Handlers } from '../../../app/bridge/contract.ts';
import { answerCall } from '../../../app/bridge/server.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { CliFailure } from '../../../main/cli/failure.ts';
import type { Io } from '../../../main/cli/io.ts';
import { runCommandLine } from '../../../main/cli/program.ts';
import type { Connect } from '../../../main/cli/session.ts';
import { scriptHandlers } from '../../contract/bridge/scripted-service.ts';

export type Ran = {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--data-dir` said to the bridge, when it was asked. */
  readonly dataDir?: string | undefined;
};

/** Runs one command line in this process; the running emulator is what `scripted` says, or none. It tells `snapshots` to who listens. */
export async function run(
  args: readonly string[],
  scripted?: Partial<Handlers>,
  stdin = '',
  snapshots: readonly Snapshot[] = [],
  env: Io['env'] = {},
): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  let dataDir: string | undefined;
  let closed = () => {};
  const io = {
    stdout: (text: string) => {
      stdout += text;
    },
    stderr: (text: string) => {
      stderr += text;
    },
    drained: async () => {},
    stdin: async function* () {
      yield stdin;
    },
    env,
    paint: (_style: string, text: string) => text,
  };
  const connect: Connect = async (given) => {
    dataDir = given;
    if (scripted === undefined) throw new CliFailure(3, 'not-running', 'No emulator is running. Start one.');
    return {
      call: callHandlers(scriptHandlers(scripted)),
      // It goes away once it has told its snapshots and what they led to is over.
      onClose: (listener) => {
        closed = listener;
        return () => {};
      },
      onSnapshot: (listener) => {
        for (const snapshot of snapshots) listener(snapshot);
        setImmediate(() => closed());
        return () => {};
      },
      close: () => {},
    };
  };
  const exit = await runCommandLine(args, io, connect);
  return { exit, stdout, stderr, dataDir };
}

/** Through the contract's checks, as over a channel. */
function callHandlers(handlers: Handlers): BridgeClient['call'] {
  return async (method, params) => {
    const onFault = (fault: unknown) => {
      throw fault;
    };
    const answer = await answerCall({ handlers, onFault }, method, JSON.parse(JSON.stringify(params)));
    if ('error' in answer) throw new BridgeFailure(answer.error);
    return answer.result as never;
  };
}
