import type { Page } from 'playwright-core';

/** One interaction: from the press until what came of it was painted, in milliseconds, which browsers round to 8. */
export type Timing = { readonly name: string; readonly duration: number };

declare global {
  interface Window {
    timings?: Map<number, { name: string; duration: number }>;
  }
}

/** Collects what the Event Timing API tells from here on: of the events of one interaction the longest. */
export async function startTiming(page: Page): Promise<void> {
  await page.evaluate(() => {
    const timings = new Map<number, { name: string; duration: number }>();
    window.timings = timings;
    const take = (list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        const { interactionId, name, duration } = entry;
        const known = timings.get(interactionId)?.duration ?? 0;
        if (interactionId > 0 && duration >= known) timings.set(interactionId, { name, duration });
      }
    };
    new PerformanceObserver(take).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** What was collected since the last time. The API tells nothing of what was painted within 16 ms. */
export async function takeTimings(page: Page): Promise<readonly Timing[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const taken = [...(window.timings?.values() ?? [])];
    window.timings?.clear();
    return taken;
  });
}
