import { defineConfig } from '@playwright/test';
import type { EmulatorOptions } from 'warp-session-emulator/playwright';

export default defineConfig<object, EmulatorOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  use: {
    emulatorOptions: {
      environment: process.env.ENVIRONMENT ?? 'acme.environment.yaml',
      // A refused page says why at once, where the real client keeps silent.
      surface: 'explain',
    },
    // Any Chromium will do; without it Playwright takes its own.
    launchOptions: process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] } : {},
  },
});
