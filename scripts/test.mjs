// npm test [-- options of vitest]: sets up what is missing, then runs every check and every test.
// With a path, a pattern or a project among the options, only the tests that it selects run.
import './lib/require-node.mjs';
import { reportChecks, runChecks, staticChecks } from './lib/checks.mjs';
import { findChromium } from './lib/chromium.mjs';
import { findNetwork } from './lib/network.mjs';
import { createProgress } from './lib/progress.mjs';
import { ensureReady, reportFailure } from './lib/setup.mjs';
import { runTests } from './lib/vitest.mjs';

const args = process.argv.slice(2);
const progress = createProgress();
await ensureReady(progress).catch(reportFailure);

const isSelective = args.some((arg) => !arg.startsWith('-') || arg.startsWith('--project'));
const checks = isSelective
  ? []
  : await progress.during('Checking format, lint and types', () => runChecks(staticChecks));
reportChecks(checks, progress.say);

const chromium = await progress.during('Looking for a Chromium', () => findChromium(), { quietFor: 1000 });
const network = await findNetwork();
progress.say(network.says);
const tests = await runTests(args, { ...process.env, WARP_EMU_CHROMIUM: chromium.path ?? 'none' }, network.prefix);

for (const name of tests.skipped) progress.say(`skipped: ${name}`);
const lacksBrowser = chromium.path === undefined && (!isSelective || tests.skipped.length > 0);
if (lacksBrowser) progress.say(`Tests that need a browser were skipped: ${chromium.reason}.`);
const failsForBrowser = lacksBrowser && Boolean(process.env.CI);
if (failsForBrowser) progress.say('FAILED a Chromium for the tests: with CI set they must run.');

const count = (passed) => checks.filter((check) => check.passed === passed).length;
const failed = tests.failed + count(false) + (failsForBrowser ? 1 : 0);
progress.say(`${tests.passed + count(true)} passed, ${failed} failed, ${tests.skipped.length} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
