import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dial } from '../load/dial.ts';
import { connectMany, download } from '../load/measures.ts';
import { processorTime, residentMemory, startProgram } from '../load/processes.ts';
import { type Contestant, startContestants } from '../load/proxies.ts';
import { median, type Row } from './measure.ts';

const rounds = 7;
const connections = 2000;
const atOnce = 32;
/** One after the other, as a script does; a browser's six to a host, and a little more; more than any one program opens. */
const otherLevels = [1, 8, 128] as const;
const bytes = 512 * 2 ** 20;
const streams = 4;
const openFlows = 2000;

type Taken = {
  readonly rates: number[];
  readonly throughputs: number[];
  readonly costs: number[];
  readonly bulkCosts: number[];
};

/** The product beside plain pipes and other proxies: one client, one origin, each proxy in a process of its own. */
export async function measureProxies(): Promise<readonly Row[]> {
  const programs = dirname(fileURLToPath(import.meta.url));
  const origin = await startProgram(`${programs}/origin-program.js`);
  const { contestants, missing } = await startContestants(origin.port, programs);
  const taken = new Map(
    contestants.map((one): [Contestant, Taken] => [one, { rates: [], throughputs: [], costs: [], bulkCosts: [] }]),
  );
  try {
    // One more before, to warm up; in turns, so that what else the machine does meets all of them.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [one, into] of taken) await measureOnce(one, round === 0 ? undefined : into);
    }
    const rows = contestants.flatMap((one) => rowsOf(one, taken.get(one)));
    return [
      ...rows,
      ...ratiosOf(contestants, taken),
      ...(await measureLevels(contestants)),
      ...(await measureWithFlowsOpen(contestants)),
      ...missing.map((name): Row => {
        return { figure: `proxy: ${name}`, unit: '', value: undefined, how: `not installed here: apt install ${name}` };
      }),
    ];
  } finally {
    for (const one of contestants) await one.stop();
    await origin.stop();
  }
}

async function measureOnce({ way, pid }: Contestant, into?: Taken): Promise<void> {
  const before = pid === undefined ? undefined : processorTime(pid);
  const ms = await connectMany(way, connections, atOnce);
  const after = pid === undefined ? undefined : processorTime(pid);
  const span = await download(way, bytes, streams);
  const last = pid === undefined ? undefined : processorTime(pid);
  into?.rates.push((connections / ms) * 1000);
  into?.throughputs.push((bytes / 2 ** 20 / span) * 1000);
  if (before === undefined || after === undefined || last === undefined) return;
  into?.costs.push(((after - before) / connections) * 1000);
  into?.bulkCosts.push((last - after) / (bytes / 2 ** 30));
}

function rowsOf({ name, pid }: Contestant, taken?: Taken): readonly Row[] {
  if (taken === undefined) return [];
  const { rates, throughputs, costs, bulkCosts } = taken;
  const how = howConnected(atOnce);
  const row = (what: string, unit: string, values: readonly number[], worst: number, told: string): Row => {
    return { figure: `proxy: ${name}: ${what}`, unit, value: median(values), worst, how: told };
  };
  const resident = pid === undefined ? undefined : residentMemory(pid);
  return [
    row('connections', '1/s', rates, Math.min(...rates), how),
    row(
      'throughput',
      'MiB/s',
      throughputs,
      Math.min(...throughputs),
      `${bytes / 2 ** 20} MiB to the client over ${streams} connections`,
    ),
    ...(costs.length === 0
      ? []
      : [
          row('processor, a connection', 'µs', costs, Math.max(...costs), 'of its process, all threads'),
          row('processor, a GiB', 'ms', bulkCosts, Math.max(...bulkCosts), 'of its process, all threads'),
        ]),
    ...(resident === undefined
      ? []
      : [
          { figure: `proxy: ${name}: resident`, unit: 'MiB', value: resident / 2 ** 20, how: 'VmRSS after all rounds' },
        ]),
  ];
}

function howConnected(level: number): string {
  return `${connections.toLocaleString('en')} connections, ${level} at once: open, 5 bytes there, 4 back, close`;
}

/** Round by round, since a round of one proxy stands beside the same round of the other. */
function ratio(figure: string, a: readonly number[], b: readonly number[], goal?: string): Row {
  const ratios = a.map((value, round) => value / (b[round] ?? Number.NaN));
  const how = `of each round, of ${rounds}${goal === undefined ? '' : `; the goal is ${goal}`}`;
  return { figure, unit: 'ratio', value: median(ratios), worst: Math.min(...ratios), how };
}

function ratiosOf(contestants: readonly Contestant[], taken: ReadonlyMap<Contestant, Taken>): readonly Row[] {
  const of = (name: string) => {
    const values = taken.get(named(contestants, name));
    if (values === undefined) throw new Error(`${name} was not measured`);
    return values;
  };
  const [pipe, few, many] = [of(names.pipe), of(names.few), of(names.many)];
  return [
    ratio(`product to plain pipe: connections, ${atOnce} at once`, many.rates, pipe.rates, goal),
    ratio('product to plain pipe: throughput', many.throughputs, pipe.throughputs, 'at least 0.9'),
    ratio('10,000 to 10 policies: connections', many.rates, few.rates),
    ratio('plain pipe to product: processor, a GiB', pipe.bulkCosts, many.bulkCosts),
  ];
}

/** Names of `startContestants`. */
const names = {
  pipe: 'plain pipe, SOCKS5',
  few: 'product, 10 policies, SOCKS5',
  many: 'product, 10,000 policies, SOCKS5',
} as const;

const goal = 'at least 0.7';

function named(contestants: readonly Contestant[], name: string): Contestant {
  const found = contestants.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
}

/** How the rates go with how many connections are opened together. */
async function measureLevels(contestants: readonly Contestant[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const level of otherLevels) {
    const rates = { pipe: [] as number[], many: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      for (const which of ['pipe', 'many'] as const) {
        const ms = await connectMany(named(contestants, names[which]).way, connections, level);
        rates[which].push((connections / ms) * 1000);
      }
    }
    for (const which of ['pipe', 'many'] as const) {
      rows.push({
        ...{
          figure: `proxy: ${names[which]}: connections, ${level} at once`,
          unit: '1/s',
          value: median(rates[which]),
        },
        ...{ worst: Math.min(...rates[which]), how: howConnected(level) },
      });
    }
    rows.push(ratio(`product to plain pipe: connections, ${level} at once`, rates.many, rates.pipe, goal));
  }
  return rows;
}

async function measureWithFlowsOpen(contestants: readonly Contestant[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of [names.pipe, names.many]) {
    const found = named(contestants, name);
    const open = [];
    for (let count = 0; count < openFlows; count += 1) open.push(await dial(found.way));
    const rates: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      rates.push((connections / (await connectMany(found.way, connections, atOnce))) * 1000);
    }
    for (const socket of open) socket.destroy();
    rows.push({
      ...{ figure: `proxy: ${name}: connections, 2,000 others open`, unit: '1/s', value: median(rates) },
      ...{ worst: Math.min(...rates), how: 'as above, beside 2,000 connections that stay open and silent' },
    });
  }
  return rows;
}
