import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../support/random.ts';
import { type ChurnReport, churn } from './churn.ts';
import { openHandles, startProgram } from './processes.ts';
import { startProduct } from './product.ts';
import { type Watched, watchProcess } from './watch.ts';

export type Soak = ChurnReport &
  Watched & {
    readonly handles: { readonly before: number | undefined; readonly after: number | undefined };
    /** What the built host still counted as open when every client had gone. */
    readonly flowsLeft: number;
  };

/** Churns flows through the built host, with 10,000 policies, by SOCKS5 and CONNECT. `programs`: where the origin's lies. */
export async function soak(programs: string, seconds: number, flows: number): Promise<Soak> {
  const origin = await startProgram(`${programs}/origin-program.js`);
  const product = await startProduct(origin.port, 10_000);
  try {
    const before = openHandles(product.pid);
    const stopWatching = watchProcess(product.pid);
    const report = await churn({
      ...{ ways: [product.way('socks'), product.way('connect')], flows, span: seconds * 1000, idle: 15_000 },
      random: createRandom(1),
    });
    const watched = stopWatching();
    const flowsLeft = async () => (await product.host.inspect()).flows.length;
    let left = await flowsLeft();
    for (let tries = 0; tries < 20 && (left > 0 || openHandles(product.pid) !== before); tries += 1) {
      await delay(500);
      left = await flowsLeft();
    }
    return { ...report, ...watched, handles: { before, after: openHandles(product.pid) }, flowsLeft: left };
  } finally {
    await product.stop();
    await origin.stop();
  }
}

export function isSound({ faults, handles, flowsLeft }: Soak): boolean {
  return faults.length === 0 && flowsLeft === 0 && handles.before === handles.after;
}
