import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';

const typesOf = (room) => ({
  name: `types: ${room}`,
  command: [
    'node_modules/typescript/bin/tsc',
    ...['--project', room, '--incremental', '--tsBuildInfoFile', `node_modules/.cache/types-${room}.json`],
  ],
});

/** What can be said about the source without running it. */
export const staticChecks = [
  {
    name: 'format and lint',
    command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  },
  ...['test', 'main', 'renderer', 'app'].map(typesOf),
];

/** Runs checks two at a time; answers `{ name, passed, output, ms }` for each, in order. */
export async function runChecks(checks) {
  const results = [];
  const waiting = checks.entries();
  const work = async () => {
    for (const [index, check] of waiting) results[index] = await runCheck(check);
  };
  await Promise.all([work(), work()]);
  return results;
}

async function runCheck({ name, command: [file, ...args] }) {
  const startedAt = performance.now();
  const { code, output } = await runNode([inRoot(file), ...args]);
  return { name, passed: code === 0, output, ms: performance.now() - startedAt };
}

export function reportChecks(results, say) {
  for (const { name, passed, output, ms } of results) {
    say(describeOutcome(name, passed, ms));
    if (!passed) say(output.trimEnd());
  }
}

export const describeOutcome = (name, passed, ms) =>
  `${(passed ? 'ok' : 'FAILED').padEnd(8)}${name.padEnd(18)}${(ms / 1000).toFixed(1).padStart(6)} s`;
