import type { Command } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { readPort } from './arguments.ts';
import { badInput } from './failure.ts';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { alignRows, joinParagraphs, sayBytes } from './text.ts';

type Ports = { readonly proxy?: number; readonly dns?: number; readonly ui?: number };

export function addHostCommands(program: Command, session: Session): void {
  const host = addGroup(program, 'host', 'the program itself and what it keeps on this computer', 'host show');
  const add = (form: string, description: string) => toRunning(host.command(form).description(description));

  withExamples(add('show', 'tell where its data and logs lie, how large they are, and its ports'), 'host show').action(
    (options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const shown = await emulator.call('host.show', {});
        return { json: shown, text: sayHost(shown) };
      }),
  );

  withExamples(
    add('ports', 'listen on other ports; proxy and DNS move at once, the views at the next start'),
    'host ports --proxy 40100 --dns 40153',
    'host ports --ui 8080',
  )
    .option('--proxy <n>', 'port of the proxy', readPort)
    .option('--dns <n>', 'port of the DNS listener', readPort)
    .option('--ui <n>', 'port of the views and the control API', readPort)
    .action(({ proxy, dns, ui, ...options }: RunningOptions & Ports) =>
      session.talk(options, async (emulator) => {
        const ports = Object.fromEntries(Object.entries({ proxy, dns, ui }).filter(([, port]) => port !== undefined));
        if (Object.keys(ports).length === 0) throw badInput('Name a port: --proxy, --dns or --ui.');
        const { remarks } = await emulator.call('host.set', { ports });
        const { addresses } = await emulator.call('inspect', {});
        return { json: { remarks, addresses }, text: joinParagraphs(remarks, alignRows(Object.entries(addresses))) };
      }),
    );

  withExamples(
    add('delete-everything', 'delete every run, log, setting and kept file, and start anew'),
    'host delete-everything --yes',
  )
    .option('--yes', 'say that you mean it')
    .action(({ yes = false, ...options }: RunningOptions & { yes?: boolean }) =>
      session.talk(options, async (emulator) => {
        const { dataDirectory, bytes } = await emulator.call('host.show', {});
        const all = `every run, log and setting in ${dataDirectory} (${sayBytes(bytes.total)})`;
        if (!yes) throw badInput(`This deletes ${all}. Nothing has been deleted; add --yes when you mean it.`);
        const done = await emulator.call('host.delete-everything', { confirm: 'delete everything' });
        return { json: done, text: `Deleted ${all}. Run ${done.id} has begun.` };
      }),
    );
}

function sayHost({ dataDirectory, logs, bytes, theme, ports, installLine, crashes }: ResultOf<'host.show'>): string {
  const wanted = Object.entries(ports).map(([name, port]) => `${name} ${port}`);
  return joinParagraphs(
    alignRows([
      ['Data', dataDirectory, sayBytes(bytes.total)],
      ['  runs', '', sayBytes(bytes.runs)],
      ['  set aside', '', sayBytes(bytes.aside)],
      ['Logs', logs, sayBytes(bytes.logs)],
      ['Theme', theme],
      ['Ports asked for', wanted.length === 0 ? 'the usual ones' : wanted.join(', ')],
      ['Install', installLine],
    ]),
    crashes.map(({ at, file }) => `It crashed at ${at}; the report is in ${file}.`),
  );
}
