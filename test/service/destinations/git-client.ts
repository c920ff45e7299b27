import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../../app/environment/environment.ts';
import { type CommandResult, runProgram } from '../../support/host.ts';
import type { SmallWorld } from '../gateway/small-world.ts';
import { sshOptions } from './ssh-client.ts';

export const host = 'git.corp.internal';
export const bySsh = `ssh://git@${host}/acme.git`;
export const byHttp = `http://${host}/acme.git`;
export const byHttps = `https://${host}/acme.git`;

/** Makes something else of the git host of the small world. */
export function changeGitHost(world: SmallWorld, facts: Partial<Environment['destinations'][string]>): void {
  const { destinations } = world.environment;
  const { git } = destinations;
  if (git === undefined) throw new Error('the small world has a git host');
  world.environment = { ...world.environment, destinations: { ...destinations, git: { ...git, ...facts } } };
}

export type GitClient = {
  /** A folder of its own for clones. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  git(args: readonly string[], options?: { readonly limit?: number; readonly env?: object }): Promise<CommandResult>;
  /** Commits a file in a clone. */
  commit(clone: string, message: string): Promise<void>;
  remove(): void;
};

/** The real git, with nothing of the machine's owner; `proxy` is `host:port`, for ssh and for HTTP by SOCKS. */
export function makeGitClient(proxy: string): GitClient {
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-test-git-'));
  const env = {
    ...process.env,
    HOME: folder,
    GIT_SSH_COMMAND: ['ssh', ...sshOptions(proxy).map((option) => `'${option}'`)].join(' '),
    ALL_PROXY: `socks5h://${proxy}`,
    NO_PROXY: '',
    ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_SSL_NO_VERIFY: '1' },
    ...{ GIT_AUTHOR_NAME: 'Alice', GIT_AUTHOR_EMAIL: 'alice@example.com' },
    ...{ GIT_COMMITTER_NAME: 'Alice', GIT_COMMITTER_EMAIL: 'alice@example.com' },
  };
  const git: GitClient['git'] = (args, { limit = 30_000, env: also = {} } = {}) =>
    runProgram('git', ['-C', folder, ...args], { limit, env: { ...env, ...also } });
  return {
    folder,
    env,
    git,
    async commit(clone, message) {
      const { code, stderr } = await git(['-C', clone, 'commit', '--allow-empty', '-q', '-m', message]);
      if (code !== 0) throw new Error(stderr);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
