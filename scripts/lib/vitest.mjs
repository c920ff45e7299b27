import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { inRoot, root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Runs the tests that `args` select, shown as they go; answers what vitest's own report says. `prefix`: what their command
 * is run by.
 */
export async function runTests(args, env = process.env, prefix = []) {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const vitest = inRoot('node_modules/vitest/vitest.mjs');
    const [command, ...rest] = [...prefix, process.execPath, vitest, 'run', ...reporters, ...args];
    const { code } = await run(command, rest, { env, show: true });
    return readReport(file, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file, code) {
  try {
    return summarise(JSON.parse(readFileSync(file, 'utf8')), code);
  } catch (error) {
    if (error.code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
    return { passed: 0, failed: 1, skipped: [], kinds: {} };
  }
}

/** A file that could not be loaded, or an error outside every test, counts as one failure. */
export function summarise(report, code) {
  const tests = report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: relative(root, file.name) })),
  );
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = tests.filter((test) => test.status === 'failed').length + brokenFiles.length;
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => `${test.file}: ${test.fullName}`),
    kinds: summariseKinds(report.testResults),
  };
}

/** For each folder of test/: whether its files passed, and the milliseconds spent in them. */
function summariseKinds(files) {
  const kinds = {};
  for (const { name, status, startTime, endTime } of files) {
    const [, kind] = relative(root, name).split(sep);
    kinds[kind] ??= { passed: true, ms: 0 };
    kinds[kind].passed &&= status === 'passed';
    kinds[kind].ms += endTime - startTime;
  }
  return kinds;
}
