// npm run check: everything that can be known in under a minute.
import './lib/require-node.mjs';
import { describeOutcome, reportChecks, runChecks, staticChecks } from './lib/checks.mjs';
import { createProgress } from './lib/progress.mjs';
import { ensureInstalled, reportFailure } from './lib/setup.mjs';
import { runTests } from './lib/vitest.mjs';

const startedAt = performance.now();
const progress = createProgress();
await ensureInstalled(progress).catch(reportFailure);

const checks = await progress.during('Checking format, lint and types', () => runChecks(staticChecks));
const tests = await runTests(['architecture', 'unit', 'electron', 'contract'].map((kind) => `--project=${kind}`));

reportChecks(checks, progress.say);
for (const [kind, { passed, ms }] of Object.entries(tests.kinds)) progress.say(describeOutcome(kind, passed, ms));
const failed = tests.failed + checks.filter((check) => !check.passed).length;
progress.say(describeOutcome('in all', failed === 0, performance.now() - startedAt));
process.exitCode = failed === 0 ? 0 : 1;
