import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';
import { byHttps, bySsh, type GitClient, makeGitClient } from '../destinations/git-client.ts';

/** Runs in order, as one walk: each step stands on the one before. */
describe('the real git', { sequential: true }, () => {
  let host: TestHost;
  let client: GitClient;
  let push: { readonly ended: Promise<unknown[]> };

  beforeAll(async () => {
    host = await startHost();
    client = makeGitClient(await host.address('proxy'));
    await host.run('clock', 'freeze');
  });
  afterAll(async () => {
    client.remove();
    await host.stop();
  });

  /** Waits with the connection open, until the test says go. */
  const hook = `#!/bin/sh
touch ../waiting
while [ ! -e ../go ]; do sleep 0.05; done
`;

  it('clones by ssh and https at +167h, and begins a push', async () => {
    await host.run('clock', 'to', '+167h');
    expect(await client.git(['clone', '-q', bySsh, 'ssh'])).toMatchObject({ code: 0 });
    expect(await client.git(['clone', '-q', byHttps, 'https'])).toMatchObject({ code: 0 });
    await client.commit('ssh', 'Pushed across the expiry');
    writeFileSync(join(client.folder, 'ssh/.git/hooks/pre-push'), hook, { mode: 0o755 });
    const child = spawn('git', ['push', '-q'], { cwd: join(client.folder, 'ssh'), env: client.env, stdio: 'ignore' });
    push = { ended: once(child, 'exit') };
    await expect.poll(() => existsSync(join(client.folder, 'waiting')), { timeout: 15_000 }).toBe(true);
  });

  it('ends that push at +169h, while a new clone or fetch hangs without a word', async () => {
    await host.run('clock', 'to', '+169h');
    for (const [url, clone] of [
      [bySsh, 'ssh'],
      [byHttps, 'https'],
    ] as const) {
      const late = await client.git(['clone', '-q', url, 'late'], { limit: 2000 });
      expect(late).toMatchObject({ code: 128, stdout: '', stderr: '' });
      const fetched = await client.git(['-C', clone, 'fetch', '-q'], { limit: 2000 });
      expect(fetched).toMatchObject({ code: 128, stdout: '', stderr: '' });
    }
    writeFileSync(join(client.folder, 'go'), '');
    expect((await push.ended)[0]).toBe(0);
  });

  it('is refused at once where refusals are explained', async () => {
    expect(await host.run('environment', 'set', 'gateway.surface', 'explain', '--now')).toMatchObject({ code: 0 });
    for (const url of [bySsh, byHttps]) {
      const { code, stderr } = await client.git(['clone', '-q', url, 'late'], { limit: 10_000 });
      expect(code).toBe(128);
      expect(stderr).not.toBe('');
    }
  });

  it('fetches by https what was pushed by ssh, after signing in', async () => {
    expect(await host.run('reauth', '--as', 'alice@example.com')).toMatchObject({ code: 0 });
    expect(await client.git(['-C', 'https', 'pull', '-q'])).toMatchObject({ code: 0 });
    expect((await client.git(['-C', 'https', 'log', '-1', '--format=%s'])).stdout).toBe('Pushed across the expiry\n');
    expect(await client.git(['clone', '-q', bySsh, 'anew'])).toMatchObject({ code: 0 });
  });

  it('finds nothing of what was pushed in the next run', async () => {
    expect(await host.run('run', 'start')).toMatchObject({ code: 0 });
    expect(await client.git(['clone', '-q', bySsh, 'next'])).toMatchObject({ code: 0 });
    expect((await client.git(['-C', 'next', 'log', '--format=%s'])).stdout).toBe('Say hello\nBegin\n');
  });
});
