import { once } from 'node:events';
import { describeFailure } from '../cli/failure.ts';
import { parseMoment } from './move-clock.ts';
import { withOwnEmulator } from './own-emulator.ts';
import type { FromEmulator, StartOptions, ToEmulator } from './started.ts';

// Ctrl-C in a terminal reaches this process as well; it ends with the one that started it, which may have things to do.
process.on('SIGINT', () => undefined);
const gone = Promise.race([once(process, 'disconnect'), once(process, 'SIGTERM')]);
const [{ start }] = (await once(process, 'message')) as [ToEmulator];

try {
  await run(start);
} catch (fault) {
  await tell({ failed: describeFailure(fault).error });
  process.exitCode = 1;
}
process.exit();

async function run({ environment, at, surface, keep = false }: StartOptions): Promise<void> {
  const moment = at === undefined ? undefined : parseMoment(at);
  if (at !== undefined && moment === undefined) {
    const message = `“${at}” is no time. Write a span such as 168h01m, +168h01m after the last sign-in, or an instant.`;
    return tell({ failed: { code: 'bad-input', message, path: 'at' } });
  }
  await withOwnEmulator(
    {
      complain: (line) => process.stderr.write(`${line}\n`),
      keep,
      ...(environment === undefined ? {} : { environmentFile: environment }),
      ...(moment === undefined ? {} : { at: moment }),
      ...(surface === undefined ? {} : { surface }),
    },
    async (ready) => {
      await tell({ ready });
      await gone;
    },
  );
}

/** Resolves when it is on its way; whoever has gone meanwhile needs nothing more. */
async function tell(message: FromEmulator): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(message, () => resolve());
  });
}
