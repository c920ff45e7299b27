import {
  test as base,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { type StartedEmulator, startEmulator } from './client.ts';
import type { StartOptions } from './started.ts';

export { expect } from '@playwright/test';

export type EmulatorOptions = {
  /** How each worker's emulator starts; set it with `test.use` or under `use` in the configuration. */
  readonly emulatorOptions: StartOptions;
};

export type EmulatorFixtures = {
  /** One for each worker, so that tests which run side by side share nothing. */
  readonly emulator: StartedEmulator;
};

type Test = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & EmulatorOptions & EmulatorFixtures
>;

/** Playwright's `test`, with an emulator, and with pages that go through it. */
export const test: Test = base.extend<Record<never, never>, EmulatorOptions & EmulatorFixtures>({
  emulatorOptions: [{}, { option: true, scope: 'worker' }],
  emulator: [
    async ({ emulatorOptions }, use) => {
      const emulator = await startEmulator(emulatorOptions);
      await use(emulator);
      await emulator.stop();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, browserName, emulator }, use) => {
      const { args } = await emulator.browserOptions();
      const trust = browserName === 'chromium' ? args : [];
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...trust] });
    },
    { scope: 'worker' },
  ],
  proxy: async ({ emulator }, use) => use((await emulator.browserOptions()).proxy),
  // Only Chromium can be told to trust one authority.
  ignoreHTTPSErrors: async ({ ignoreHTTPSErrors, browserName }, use) =>
    use(ignoreHTTPSErrors || browserName !== 'chromium'),
});
