import { defineConfig } from 'vitest/config';

const suite = (name: string, settings: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`], ...settings },
});

/** One project per kind of test; `npm run check` runs the first three, `npm test` all of them. */
export default defineConfig({
  test: {
    projects: [
      suite('unit'),
      suite('architecture'),
      suite('contract'),
      suite('scenario'),
      suite('service', { testTimeout: 60_000, hookTimeout: 60_000 }),
      suite('e2e', { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
    ],
  },
});
