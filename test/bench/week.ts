import { Emulator } from '../../app/emulator.ts';
import { minute } from '../../app/time/instant.ts';
import { createMemoryEventLog } from '../../main/adapters/memory-event-log.ts';
import { past, world } from '../support/worlds.ts';
import { bytesKeptBy, durationOf, millisecondsOf, type Row } from './measure.ts';

const targets = [
  { connect: 'wiki', port: 443 },
  { connect: 'git', port: 22 },
  { connect: 'helpdesk', port: 443 },
  { resolve: 'git.corp.internal' },
  { resolve: 'wiki.corp.internal' },
];
const actors = Object.fromEntries(
  targets.map((does, index) => [`actor${index}`, { does, every: '1m', first: `${index * 7 + 1}s` }]),
);
const end = past('168h');

/** A week with five actors, once as a person jumps over it and once as the clock goes through it. */
export async function measureWeek(): Promise<readonly Row[]> {
  return [
    ...(await measure('jumped', 'in one jump', (emulator) =>
      emulator.submit({ type: 'advance', to: end, jump: true }),
    )),
    ...(await measure('gone through', 'by a jump to each minute in turn', async (emulator) => {
      while (emulator.state.at < end) {
        await emulator.submit({ type: 'advance', to: Math.min(end, emulator.state.at + minute), jump: true });
      }
    })),
  ];
}

async function measure(name: string, how: string, pass: (emulator: Emulator) => Promise<unknown>) {
  const live = async () => {
    const log = createMemoryEventLog();
    const emulator = new Emulator({ log, time: { now: () => 0 } });
    await emulator.submit({ type: 'start-run', environment: world({ actors }) });
    const { ms } = await millisecondsOf(() => pass(emulator));
    return { ms, log };
  };
  const spread = await durationOf(async () => (await live()).ms);
  const { bytes, result } = await bytesKeptBy(live);
  const events = result.log.lines.flatMap((line) => line.events);
  const attempts = events.reduce((sum, event) => sum + ('count' in event ? event.count : 0), 0);
  const figure = `a week, ${name}`;
  const rows: readonly Row[] = [
    {
      ...{ figure, unit: 'ms', ...spread, bytes },
      how: `five actors, one attempt a minute each, ${how}; memory: the log in memory`,
    },
    {
      ...{ figure: `${figure}: events`, unit: 'events', value: events.length },
      how: `in ${result.log.lines.length.toLocaleString('en')} lines, for ${attempts.toLocaleString('en')} attempts`,
    },
  ];
  return rows;
}
