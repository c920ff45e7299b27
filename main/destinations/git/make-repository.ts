import { join } from 'node:path';
import type { GitHome } from './git-home.ts';
import { runGit } from './git-run.ts';

export type RepositoryFacts = {
  readonly host: string;
  readonly team: string;
  /** Virtual time: its history was made in the days before. */
  readonly madeBefore: number;
};

const day = 24 * 60 * 60 * 1000;

/** Makes a bare repository with two commits, the same to the hash for the same facts. Rejects with a sentence. */
export async function makeRepository(home: GitHome, folder: string, facts: RepositoryFacts): Promise<string> {
  const directory = join(home.directory, folder);
  await run(home, ['init', '--quiet', '--bare', '--template=', directory]);
  await run(home, ['-C', directory, 'symbolic-ref', 'HEAD', 'refs/heads/main']);
  await run(home, ['-C', directory, 'fast-import', '--quiet'], writeHistory(facts));
  return directory;
}

async function run(home: GitHome, args: readonly string[], input = ''): Promise<void> {
  const { input: stdin, output, ended } = runGit(args, home.directory, home.environment());
  output.resume();
  stdin.end(input);
  const { code, errors } = await ended;
  if (code !== 0) throw new Error(errors === '' ? `git ended with status ${code}.` : errors.trim());
}

/** For git-fast-import. */
function writeHistory({ host, team, madeBefore }: RepositoryFacts): string {
  const readme = `# ${team}\n\nThis repository on ${host} is emulated: push what you like, it is gone when the emulator stops.\n`;
  const hello = `#!/bin/sh\necho "Hello from ${host}"\n`;
  return [
    ...writeCommit(1, madeBefore - 3 * day, 'Begin', undefined),
    'M 100644 inline README.md',
    ...writeData(readme),
    ...writeCommit(2, madeBefore - day, 'Say hello', ':1'),
    'M 100755 inline hello.sh',
    ...writeData(hello),
    'done',
    '',
  ].join('\n');
}

function writeCommit(mark: number, at: number, message: string, after: string | undefined): readonly string[] {
  const who = `Emulated Author <author@example.com> ${Math.max(0, Math.floor(at / 1000))} +0000`;
  return [
    'commit refs/heads/main',
    `mark :${mark}`,
    `author ${who}`,
    `committer ${who}`,
    ...writeData(`${message}\n`),
    ...(after === undefined ? [] : [`from ${after}`]),
  ];
}

function writeData(text: string): readonly string[] {
  return [`data ${Buffer.byteLength(text)}`, text];
}
