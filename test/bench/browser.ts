import { rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { decodeEnvironment } from '../../app/environment/decode-environment.ts';
import { findChromium, launchBrowser } from '../support/chromium.ts';
import { holdConnection } from '../support/hold-connection.ts';
import { makeDirectory, startHost, type TestHost } from '../support/host.ts';
import { writeLongRun } from '../support/long-run.ts';
import { interactions } from './browser-interactions.ts';
import { startTiming, type Timing, takeTimings } from './browser-timing.ts';
import { labEnvironment } from './browser-world.ts';
import { median, type Row } from './measure.ts';

const size = { entries: 100_000, flows: 2_000, policies: 10_000 };
const loads = 9;
const times = 12;

/** The lab in Chromium, on a run as long and as full as a lab has to bear. */
export async function measureBrowser(): Promise<readonly Row[]> {
  if ((await findChromium()) === undefined)
    return [unknown('lab: first contentful paint', 'there is no Chromium here')];
  const dataDirectory = makeDirectory();
  await writeLongRun(dataDirectory, decodeEnvironment(labEnvironment(size.policies), noImports), size.entries);
  const host = await startHost({ dataDirectory });
  const browser = await launchBrowser();
  const sockets: Socket[] = [];
  try {
    const small = await startHost();
    const bare = await firstPaints(browser, small);
    await small.stop();
    sockets.push(...(await openFlows(await host.address('proxy'))));
    const full = await firstPaints(browser, host);
    return [
      await bytesAtFirst(),
      paintRow('', bare),
      paintRow(fullness, full),
      ...(await measureInteractions(browser, host)),
    ];
  } finally {
    for (const socket of sockets) socket.destroy();
    await browser.close();
    await host.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

const fullness = `, ${size.entries.toLocaleString('en')} events, ${size.flows.toLocaleString('en')} flows, ${size.policies.toLocaleString('en')} policies`;
const noImports = () => ({ policies: [], lists: [], warnings: [] });
const unknown = (figure: string, how: string): Row => ({ figure, unit: 'ms', value: undefined, how });

function paintRow(among: string, paints: readonly number[]): Row {
  const how = `of ${loads} loads, each in a context of its own, so with nothing cached; the goal is under 500`;
  return {
    figure: `lab: first contentful paint${among}`,
    unit: 'ms',
    value: median(paints),
    worst: Math.max(...paints),
    how,
  };
}

/** What the page's own document names; the rest comes when it is wanted. */
async function bytesAtFirst(): Promise<Row> {
  const page = await readFile('out/renderer/index.html', 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="[./]*(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  const sizes = await Promise.all(
    scripts.map(async (path) => gzipSync(await readFile(join('out/renderer', path))).length),
  );
  const all = (await readdir('out/renderer/assets')).filter((name) => name.endsWith('.js')).length;
  return {
    ...{
      figure: 'lab: JavaScript for first paint, gzipped',
      unit: 'kB',
      value: sizes.reduce((sum, one) => sum + one, 0) / 1000,
    },
    how: `${scripts.length} of ${all} files; the goal is at most 250`,
  };
}

async function openFlows(proxy: string): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  for (let open = 0; open < size.flows; open += 100) {
    const batch = Array.from({ length: 100 }, () => holdConnection(proxy, 'public.example.com', 9000));
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

async function firstPaints(browser: Browser, host: TestHost): Promise<readonly number[]> {
  const paints: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    const page = await openPage(browser, host);
    paints.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const take = (list: PerformanceObserverEntryList) => {
              const [paint] = list.getEntriesByName('first-contentful-paint');
              if (paint !== undefined) resolve(paint.startTime);
            };
            new PerformanceObserver(take).observe({ type: 'paint', buffered: true });
          }),
      ),
    );
    await page.context().close();
  }
  return paints;
}

async function openPage(browser: Browser, host: TestHost): Promise<Page> {
  const { stdout } = await host.run('open', '--json');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto((JSON.parse(stdout) as { url: string }).url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

async function measureInteractions(browser: Browser, host: TestHost): Promise<readonly Row[]> {
  const page = await openPage(browser, host);
  await page.getByText(/entries$/).waitFor();
  await startTiming(page);
  const all: Timing[] = [];
  const rows: Row[] = [];
  for (const { name, run } of interactions) {
    for (let time = 0; time < times; time += 1) await run(page, time);
    const timings = await takeTimings(page);
    all.push(...timings);
    rows.push(timingRow(`lab: ${name}`, timings, `${times} times`));
  }
  await page.context().close();
  const how = `every interaction below, as the Event Timing API tells them${fullness.replace(',', '; on')}; the goal is under 100`;
  return [timingRow('lab: interaction to next paint, p98', all, how, 0.98), ...rows];
}

function timingRow(figure: string, timings: readonly Timing[], how: string, share = 0.5): Row {
  const durations = timings.map(({ duration }) => duration).toSorted((one, other) => one - other);
  const at = Math.min(durations.length - 1, Math.floor(durations.length * share));
  return {
    figure,
    unit: 'ms',
    value: durations[at],
    worst: durations.at(-1) ?? Number.NaN,
    how: `${how}; ${durations.length} interactions`,
  };
}
