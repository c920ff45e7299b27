/**
 * Resolves when the events that are at hand in this turn of the loop have been taken up: after the sockets that had something
 * to say. What they ask is then decided together, which costs less than one by one in between.
 */
export function turnEnd(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
