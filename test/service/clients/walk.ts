import type { FailureSurface } from '../../../app/environment/environment.ts';
import { startHost } from '../../support/host.ts';
import { makeLane, type Observed } from './observe.ts';
import type { OpenWay } from './open-ways.ts';
import { startPlace } from './place.ts';
import { nameOf, type Way } from './way.ts';

export type Outcomes = Readonly<Record<string, Observed>>;

/** Of one surface, by the names of ways. */
export type Walked = {
  readonly before: Outcomes;
  /** What had been open before. */
  readonly across: Outcomes;
  readonly refused: Outcomes;
  /** With a limit of their own, where they can be given one. */
  readonly limited: Outcomes;
  readonly again: Outcomes;
};

const environment = 'test/service/clients/clients.environment.yaml';

/** Real milliseconds: for programs that do something, and for those that wait. */
const working = 60_000;
const waiting = 40_000;

/** Seconds. */
const ownLimit = 5;

/** Programs that only wait need no processor. */
const lane = makeLane(3);
const freely = makeLane(Number.POSITIVE_INFINITY);

/** One host from the start to the sign-in after an expiry, and every way through it in each stage. */
export async function walk(surface: FailureSurface, ways: readonly Way[], open: readonly OpenWay[]): Promise<Walked> {
  const host = await lane(() => startHost({ args: ['--environment', environment, '--surface', surface] }));
  const { place, leave } = await lane(() =>
    startPlace(
      host,
      ways.some(({ program }) => program === 'Chromium'),
    ),
  );
  const all = async (some: readonly Way[], within: typeof lane, limit: number, own?: number) =>
    Object.fromEntries(
      await Promise.all(
        some.map(async (way) => [nameOf(way), await within(() => way.run(place, limit, own))] as const),
      ),
    );
  const command = async (...args: readonly string[]) => {
    const { code, stderr } = await lane(() => host.run(...args));
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  };
  try {
    await command('clock', 'freeze');
    await command('clock', 'to', '+167h');
    const before = await all(ways, lane, working);
    const opened = await Promise.all(
      open.map(async (way) => ({ name: nameOf(way), use: await lane(() => way.open(place)) })),
    );
    await command('clock', 'to', '+169h');
    const isSilent = surface !== 'reset' && surface !== 'explain';
    const [across, refused, limited] = await Promise.all([
      Promise.all(opened.map(async ({ name, use }) => [name, await timed(use)] as const)),
      all(ways, isSilent ? freely : lane, waiting),
      all(
        isSilent ? ways.filter(({ codes, limit }) => codes !== undefined && limit !== undefined) : [],
        freely,
        waiting,
        ownLimit,
      ),
    ]);
    await command('reauth', '--as', 'alice@example.com');
    const again = await all(ways, lane, working);
    return { before, refused, limited, again, across: Object.fromEntries(across) };
  } finally {
    await leave();
    await host.stop();
  }
}

async function timed(use: () => Promise<Omit<Observed, 'took'>>): Promise<Observed> {
  const begun = performance.now();
  return { ...(await use()), took: performance.now() - begun };
}
