import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBurstLog } from '../../../main/gateway/burst-log.ts';

let lines: string[];
const log = () =>
  createBurstLog({ info: (line) => void lines.push(`info ${line}`), warn: (line) => void lines.push(`warn ${line}`) });

beforeEach(() => {
  lines = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('says a line once, and ten seconds later how often it would have said it again', () => {
  const burst = log();
  for (let time = 0; time < 500; time += 1) burst.warn('no HTTP');
  burst.info('something else');
  expect(lines).toEqual(['warn no HTTP', 'info something else']);
  vi.advanceTimersByTime(10_000);
  expect(lines.slice(2)).toEqual(['warn no HTTP (and 499 times more within 10 s)']);
});

it('says a line again that comes after its ten seconds', () => {
  const burst = log();
  burst.info('no HTTP');
  vi.advanceTimersByTime(10_000);
  burst.info('no HTTP');
  expect(lines).toEqual(['info no HTTP', 'info no HTTP']);
});

it('is not talked into endless lines by ever different ones', () => {
  const burst = log();
  for (let line = 0; line < 10_000; line += 1) burst.info(`line ${line}`);
  expect(lines).toHaveLength(100);
  vi.advanceTimersByTime(10_000);
  burst.info('later');
  expect(lines.at(-1)).toBe('info later');
});

it('says nothing more once it is closed', () => {
  const burst = log();
  burst.info('no HTTP');
  burst.info('no HTTP');
  burst.close();
  vi.advanceTimersByTime(10_000);
  expect(lines).toEqual(['info no HTTP']);
});
