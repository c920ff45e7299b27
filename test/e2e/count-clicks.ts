import type { BrowserContext } from 'playwright-core';

/** Counts presses of the mouse on every page of a context that is opened from now on; answers how to read the count. */
export async function countClicks(context: BrowserContext): Promise<() => number> {
  let clicks = 0;
  await context.exposeFunction('countClick', () => {
    clicks += 1;
  });
  await context.addInitScript(() => {
    const { countClick } = window as unknown as { countClick(): void };
    window.addEventListener('pointerdown', () => countClick(), true);
  });
  return () => clicks;
}
