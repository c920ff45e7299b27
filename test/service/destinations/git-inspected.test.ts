import { afterEach, expect, it } from 'vitest';
import { hour } from '../../../app/time/instant.ts';
import { start } from '../../support/worlds.ts';
import { leaveHosts, startEmulator } from '../identity/emulated-host.ts';
import { type GitClient, makeGitClient } from './git-client.ts';

const clients: GitClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.remove();
  await leaveHosts();
});

const ofGit = {
  ...{ id: 'H1', name: 'Git in the browser', precedence: 10, filter: 'http', checkSession: '8h' },
  traffic: 'http.request.host == "wiki.corp.internal"',
};

it.each(['http', 'https'])(
  'is inspected over %s: it clones and pushes, and is refused after the expiry',
  async (scheme) => {
    const host = await startEmulator({ policies: [ofGit], gateway: { surface: 'explain', tlsDecryption: true } });
    const { proxy = '' } = (await host.handlers.inspect({})).addresses;
    const client = makeGitClient(proxy);
    clients.push(client);
    const url = `${scheme}://wiki.corp.internal/acme.git`;
    for (const [index, through] of [`socks5h://${proxy}`, `http://${proxy}`].entries()) {
      const cloned = await client.git(['-c', `http.proxy=${through}`, 'clone', '-q', url, String(index)]);
      expect(cloned).toMatchObject({ code: 0 });
    }
    await client.commit('0', 'Inspected');
    expect(await client.git(['-C', '0', 'push', '-q'])).toMatchObject({ code: 0 });
    expect(await client.git(['-C', '1', 'pull', '-q'])).toMatchObject({ code: 0 });
    await host.handlers['clock.to']({ at: start + 9 * hour });
    const late = await client.git(['-C', '1', 'pull', '-q']);
    expect(late.code).not.toBe(0);
    expect(late.stderr).toContain('The requested URL returned error: 403');
  },
);
