import type { RunningHost } from './compose.ts';

/**
 * Lets a fault that nobody caught leave a report before it ends the process with code 1. What was acknowledged is in
 * the log already. Returns how to stop watching.
 */
export function watchForCrashes(host: Pick<RunningHost, 'reportCrash'>, complain: (line: string) => void): () => void {
  const die = (fault: unknown, where: string) => {
    const kept = host.reportCrash(where, fault);
    const place = kept === undefined ? 'No report could be kept' : `The report is kept as ${kept}`;
    complain(
      `The emulator crashed (${fault instanceof Error ? fault.message : String(fault)}). ${place}. Start it again.`,
    );
    process.exit(1);
  };
  process.on('uncaughtException', die);
  return () => void process.off('uncaughtException', die);
}
