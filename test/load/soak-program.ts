import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { churn } from './churn.ts';
import { openHandles, startProgram } from './processes.ts';
import { startProduct } from './product.ts';
import { createRandom } from './random.ts';
import { watchProcess } from './watch.ts';

// soak-program.js [seconds] [flows]: churns flows through the built host and says what came of it.
const [seconds = 60, flows = 2000] = process.argv.slice(2).map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

const origin = await startProgram(`${dirname(fileURLToPath(import.meta.url))}/origin-program.js`);
const product = await startProduct(origin.port, 10_000);
const before = openHandles(product.pid);
const stopWatching = watchProcess(product.pid);
const { ended, bytes, faults } = await churn({
  ...{ ways: [product.way('socks'), product.way('connect')], flows, span: seconds * 1000, idle: 15_000 },
  random: createRandom(1),
});
const { samples, growth, processor } = stopWatching();
let open = (await product.host.inspect()).flows.length;
for (let tries = 0; tries < 20 && (open > 0 || openHandles(product.pid) !== before); tries += 1) {
  await delay(500);
  open = (await product.host.inspect()).flows.length;
}
const after = openHandles(product.pid);
const residents = samples.map(({ resident }) => resident);
const count = Object.values(ended).reduce((sum, one) => sum + one, 0);

say(
  `${flows} flows for ${seconds} s: ${count} ended (${Object.entries(ended)
    .map(([kind, number]) => `${kind} ${number}`)
    .join(', ')})`,
);
say(
  `payload ${mebibytes(bytes)}, every byte as it was sent; at most ${Math.max(...samples.map(({ handles }) => handles))} handles`,
);
say(
  `processor ${(processor / 1000).toFixed(1)} s; resident ${mebibytes(residents[0] ?? 0)} at first, at most ${mebibytes(Math.max(...residents))}, ${mebibytes(residents.at(-1) ?? 0)} at last; ${mebibytes(growth * 60)} a minute in the later half`,
);
say(`open flows left: ${open}; handles: ${before} before, ${after} after; faults: ${faults.length}`);
for (const fault of faults) say(`  ${fault}`);
await product.stop();
await origin.stop();
process.exitCode = faults.length === 0 && open === 0 && after === before ? 0 : 1;
