import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { churn } from '../../load/churn.ts';
import { type Origin, startOrigin } from '../../load/origin.ts';
import { openHandles, residentMemory } from '../../load/processes.ts';
import { type Product, startProduct } from '../../load/product.ts';
import { createRandom } from '../../support/random.ts';

let origin: Origin;
let product: Product;
beforeAll(async () => {
  origin = await startOrigin();
  product = await startProduct(origin.port, 1000);
});
afterAll(async () => {
  await product.stop();
  await origin.stop();
});

const turn = (seed: number) =>
  churn({
    ...{ ways: [product.way('socks'), product.way('connect')], flows: 300, span: 3000, idle: 1500 },
    random: createRandom(seed),
  });

const openFlows = async () => (await product.host.inspect()).flows;

it('carries every byte of hundreds of flows that come, halve, break and go, and keeps nothing of them', async () => {
  const before = openHandles(product.pid);
  const first = await turn(1);
  const warm = residentMemory(product.pid);
  const second = await turn(2);
  expect([...first.faults, ...second.faults]).toEqual([]);
  expect(Math.min(...Object.values(second.ended))).toBeGreaterThan(20);
  await expect.poll(openFlows, { timeout: 15_000 }).toEqual([]);
  if (!existsSync('/proc/self/fd')) return;
  await expect.poll(() => openHandles(product.pid), { timeout: 15_000 }).toBe(before);
  expect((residentMemory(product.pid) ?? 0) - (warm ?? 0)).toBeLessThan(80 * 2 ** 20);
});
