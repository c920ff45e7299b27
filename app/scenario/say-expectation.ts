import { writeSpan } from '../time/span.ts';
import type { Expectation } from './scenario.ts';

/** What a step must come to, in the words of its file: `blocked_session, policy P1, notice shown`. */
export function sayExpectation({ because: _because, verdict, ...rest }: Expectation): string {
  return [verdict, ...Object.entries(rest).map(([key, value]) => `${key} ${sayValue(key, value)}`)].join(', ');
}

function sayValue(key: string, value: unknown): string {
  if ((key === 'age' || key === 'left') && typeof value === 'number') return writeSpan(value);
  if (Array.isArray(value)) return value.join(' and ') || 'none';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, state]) => `${name} ${state}`)
    .join(' and ');
}
