import type { Emulator } from '../emulator.ts';
import { lintPolicies } from '../lint/lint.ts';
import { formatGoDuration, parseGoDuration } from '../policy/duration.ts';
import { plannedEnvironment } from '../session/edit.ts';
import type { ActResult } from './report.ts';

/** What an administrator is told who asks before anything acts. */
export function lintEnvironment({ state }: Emulator): Omit<ActResult, 'age'> {
  const planned = plannedEnvironment(state);
  return { verdict: 'ok', findings: [...new Set(lintPolicies(planned, planned).map(({ code }) => code))] };
}

/** What comes of a text where a policy's duration is asked for. */
export function readDuration(text: string): Omit<ActResult, 'age'> {
  const reading = parseGoDuration(text);
  if (reading.ok) return { verdict: 'ok', normal: formatGoDuration(reading.duration) };
  return { verdict: 'rejected', hint: [reading.message, reading.hint ?? ''].join(': ') };
}
