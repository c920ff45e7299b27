import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSound, soak } from './soak.ts';

// soak-program.js [seconds] [flows]: churns flows through the built host and says what came of it.
const [seconds = 60, flows = 2000] = process.argv.slice(2).map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);
const mebibytes = (bytes = Number.NaN) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

const soaked = await soak(dirname(fileURLToPath(import.meta.url)), seconds, flows);
const { ended, bytes, faults, samples, growth, processor, handles, flowsLeft } = soaked;
const residents = samples.map(({ resident }) => resident);
const kinds = Object.entries(ended).map(([kind, number]) => `${kind} ${number}`);
const count = Object.values(ended).reduce((sum, one) => sum + one, 0);
const mostHandles = Math.max(...samples.map((sample) => sample.handles));
const [first, last, most] = [residents[0], residents.at(-1), Math.max(...residents)].map(mebibytes);

say(`${flows} flows for ${seconds} s: ${count} ended (${kinds.join(', ')})`);
say(`payload ${mebibytes(bytes)}, at most ${mostHandles} handles, processor ${(processor / 1000).toFixed(1)} s`);
say(
  `resident ${first} at first, at most ${most}, ${last} at last; ${mebibytes(growth * 60)} a minute in the later half`,
);
say(
  `left open: ${flowsLeft} flows; handles: ${handles.before} before, ${handles.after} after; faults: ${faults.length}`,
);
for (const fault of faults) say(`  ${fault}`);
process.exitCode = isSound(soaked) ? 0 : 1;
