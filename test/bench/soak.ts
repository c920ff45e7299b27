import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSound, soak } from '../load/soak.ts';
import type { Row } from './measure.ts';

/** 2,000 flows that come and go for a minute. Throws when a byte, a flow or a handle is lost. */
export async function measureSoak(): Promise<readonly Row[]> {
  const soaked = await soak(dirname(fileURLToPath(import.meta.url)), 60, 2000);
  const { ended, bytes, faults, samples, growth, handles, flowsLeft } = soaked;
  if (!isSound(soaked)) throw new Error(`${flowsLeft} flows, ${handles.after} handles left; ${faults.join('; ')}`);
  const row = (figure: string, unit: string, value: number, how: string): Row => {
    return { figure: `soak: ${figure}`, unit, value, how };
  };
  const count = Object.values(ended).reduce((sum, one) => sum + one, 0);
  const residents = samples.map(({ resident }) => resident / 2 ** 20);
  return [
    row(
      'flows that ended',
      '',
      count,
      '2,000 at once for 60 s: echoes, half-closes, resets from either side, drops; no fault',
    ),
    row('payload', 'MiB', bytes / 2 ** 20, 'every byte as it was sent'),
    row('handles at most', '', Math.max(...samples.map((one) => one.handles)), `${handles.before} before and after`),
    row('resident at most', 'MiB', Math.max(...residents), 'VmRSS, once a second'),
    row('resident, growth', 'MiB/min', (growth * 60) / 2 ** 20, 'least squares over the later half'),
  ];
}
