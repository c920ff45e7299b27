import { defineConfig } from 'vitest/config';
import { sharedShapes } from './scripts/lib/shared-shapes.mjs';

/** A test that reaches for Electron's runtime by mistake must not download it. */
const env = { ELECTRON_MIRROR: 'http://127.0.0.1:9/' };

/** As it is built, which is how it runs; it also spares a third of the time. */
const plugins = [sharedShapes()];

const suite = (name: string, settings: object = {}) => ({
  plugins,
  test: { name, env, include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`], ...settings },
});

/** One project per kind of test; `npm run check` runs the first four, `npm test` all of them. */
export default defineConfig({
  test: {
    // By default one core is left idle, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      // Its files share their modules, which halves its time; those that put a fake in Electron's place don't.
      suite('unit', { isolate: false, testTimeout: 30_000, exclude: ['test/unit/electron/**'] }),
      { plugins, test: { name: 'electron', env, include: ['test/unit/electron/**/*.test.ts'] } },
      suite('architecture', { isolate: false }),
      suite('contract', { testTimeout: 30_000 }),
      suite('scenario'),
      suite('service', { testTimeout: 60_000, hookTimeout: 60_000 }),
      suite('e2e', {
        expect: { poll: { timeout: 15_000 } },
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
});
