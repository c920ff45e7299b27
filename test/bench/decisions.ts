import { Emulator } from '../../app/emulator.ts';
import type { Environment } from '../../app/environment/environment.ts';
import type { Command, ConnectionAttempt } from '../../app/session/command.ts';
import { decide } from '../../app/session/decide.ts';
import { engineVersion } from '../../app/session/engine-version.ts';
import { evolve } from '../../app/session/evolve.ts';
import { createMemoryEventLog } from '../../main/adapters/memory-event-log.ts';
import { start, world } from '../support/worlds.ts';
import { bytesKeptBy, durationOf, millisecondsOf, type Row, ratePerSecond } from './measure.ts';

const counts = [10, 100, 1_000, 10_000];
const perRound = 20_000;
const destinationCount = 20;

/** Decisions of the pure engine and of the whole emulator, by the number of policies. */
export async function measureDecisions(): Promise<readonly Row[]> {
  const engine: Row[] = [];
  const whole: Row[] = [];
  const first: Row[] = [];
  for (const count of counts) {
    const policies = `${count.toLocaleString('en')} policies`;
    const { attempts, environment } = worldOf(count);
    const how = `${perRound.toLocaleString('en')} in a round, ${destinationCount} destinations spread over the policies`;
    const byEngine = await ratePerSecond(perRound, () => decideAll(environment, attempts));
    engine.push({
      figure: `decide, ${policies}`,
      unit: '1/s',
      ...byEngine,
      how: `decide() of the pure engine; ${how}`,
    });
    const { bytes, result: byEmulator } = await bytesKeptBy(() => emulate(environment, attempts));
    const log = `one by one through Emulator, log in memory; ${how}; memory: the log of all rounds`;
    whole.push({ figure: `Emulator, ${policies}`, unit: '1/s', ...byEmulator.rate, bytes, how: log });
    first.push(await measureFirst(count, policies));
  }
  return [...engine, ratioOf(engine, 'decide'), ...whole, ratioOf(whole, 'Emulator'), ...first];
}

function worldOf(count: number): { environment: Environment; attempts: readonly ConnectionAttempt[] } {
  const net = (index: number) => `10.${index >> 8}.${index & 255}`;
  const policies = Array.from({ length: count }, (_, index) => ({
    ...{ id: `P${index}`, precedence: index, traffic: `net.dst.ip in {${net(index)}.0/24}`, checkSession: '168h' },
  }));
  const addresses = Array.from({ length: destinationCount }, (_, index) => {
    return `${net(Math.floor(((index + 0.5) * count) / destinationCount))}.${index + 1}`;
  });
  const destinations = Object.fromEntries(
    addresses.map((address, index) => [
      `d${index}`,
      { host: `d${index}.corp.internal`, address, ports: { 443: 'https' } },
    ]),
  );
  const attempts = addresses.map((host) => ({ host, port: 443, protocol: 'tcp' }) as const);
  return { environment: world({ policies, destinations }), attempts };
}

function decideAll(environment: Environment, attempts: readonly ConnectionAttempt[], times = perRound): void {
  const state = evolve(undefined, { at: start, type: 'run-started', engine: engineVersion, environment });
  const commands = attempts.map(
    (attempt): Command => ({ type: 'request-connection', attempt, by: { kind: 'app' }, hold: false }),
  );
  for (let index = 0; index < times; index += 1) {
    const command = commands[index % commands.length];
    const [event] = command === undefined ? [] : decide(state, command, start);
    if (event?.type !== 'connection-decided' || event.verdict.policy === undefined)
      throw new Error('no policy matched');
  }
}

async function emulate(environment: Environment, attempts: readonly ConnectionAttempt[]) {
  const log = createMemoryEventLog();
  const emulator = new Emulator({ log, time: { now: () => 0 } });
  await emulator.submit({ type: 'start-run', environment });
  const rate = await ratePerSecond(perRound, async () => {
    for (let index = 0; index < perRound; index += 1) {
      const attempt = attempts[index % attempts.length];
      if (attempt !== undefined) await emulator.requestConnection(attempt, { hold: false });
    }
  });
  return { rate, log };
}

async function measureFirst(count: number, policies: string): Promise<Row> {
  const spread = await durationOf(async () => {
    const { environment, attempts } = worldOf(count);
    return (await millisecondsOf(() => decideAll(environment, attempts, 1))).ms;
  });
  const { bytes } = await bytesKeptBy(() => {
    const { environment, attempts } = worldOf(count);
    decideAll(environment, attempts, 1);
    return environment;
  });
  const how = 'the first decide(), which compiles them; memory: environment and compiled policies';
  return { figure: `first decision, ${policies}`, unit: 'ms', ...spread, bytes, how };
}

function ratioOf(rows: readonly Row[], what: string): Row {
  const [, hundred, , tenThousand] = rows;
  const value = (tenThousand?.value ?? Number.NaN) / (hundred?.value ?? Number.NaN);
  return { figure: `${what}, 10,000 to 100 policies`, unit: 'ratio', value, how: 'of the two medians above' };
}
