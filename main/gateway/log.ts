/** Where the services of this folder and of the destinations tell what they do, one line at a time. */
export type Log = { info(message: string): void; warn(message: string): void };

/** A fault in words that are safe in a log line. */
export function describeFault(fault: unknown): string {
  const text = fault instanceof Error ? fault.message : 'unknown fault';
  return text.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 200);
}
