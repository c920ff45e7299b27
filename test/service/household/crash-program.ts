import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNodeHost } from '../../../main/node/main.ts';

/** The real host on the directory given, with a fault that nobody catches, once it is told to. */
const [dataDirectory = '', how = ''] = process.argv.slice(2);

const crash = () => {
  const { token } = JSON.parse(readFileSync(join(dataDirectory, 'host.json'), 'utf8'));
  const fault = new TypeError(`no answer from http://127.0.0.1:1/launch?token=abcdefgh12345678 with ${token}`);
  // A promise that nobody waits for ends a process as well.
  if (how === 'rejection') void Promise.reject(fault);
  else throw fault;
};

process.exitCode = await runNodeHost(
  {
    ...{ dataDirectory, port: 0, open: false },
    say: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stdout.write(`complaint: ${line}\n`),
  },
  {
    show: async () => undefined,
    openFolder: async () => undefined,
    runUntilEnd: () =>
      new Promise(() => {
        process.stdin.once('data', () => setTimeout(crash, 0));
      }),
  },
);
