import { expect } from 'vitest';

/** Waits until the value meets the expectation that follows; the machine may be busy with other tests. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 15_000, interval: 10 });
}
