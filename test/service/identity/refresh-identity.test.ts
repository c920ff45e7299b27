import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { refreshPath } from '../../../main/identity/refresh-path.ts';
import { curl } from '../gateway/programs.ts';
import { ageOf, leaveHosts, startExpired } from './emulated-host.ts';
import { PlainBrowser } from './plain-browser.ts';

afterEach(leaveHosts);

const domain = 'acme.cloudflareaccess.com';
const ports = { 80: 'http', 443: 'https' };
const teamDomain = { destinations: { team: { host: domain, address: '104.19.194.29', ports } } };
const expiredFor = 169 * 3600;

async function refreshAs(person: string, changes: object = {}) {
  const host = await startExpired(changes);
  const { issuer } = (await host.handlers.snapshot({})).addresses;
  const browser = new PlainBrowser();
  const page = await browser.submit(await browser.get(`${issuer}${refreshPath}`), { person });
  return { host, page };
}

describe('the address that refreshes an identity', () => {
  it('renews the session where that is assumed', async () => {
    const { host, page } = await refreshAs('alice');
    expect(page.text).toContain('Signed in as Alice');
    expect(await ageOf(host)).toBe(0);
  });

  it('reads the groups anew and leaves the age, where that is assumed', async () => {
    const { host, page } = await refreshAs('alice', { assumptions: { refreshIdentityRenews: false } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Identity refreshed');
    expect(page.text).toContain('The session age stays as it was.');
    expect(await ageOf(host)).toBe(expiredFor);
    expect((await host.handlers.snapshot({})).reauth).toBeUndefined();
  });

  it('is of no use to somebody else', async () => {
    const { host, page } = await refreshAs('bob');
    expect(page.text).toContain('This device belongs to somebody else');
    expect(await ageOf(host)).toBe(expiredFor);
  });

  it('says on a page why a device that nobody enrolled has nothing to refresh', async () => {
    const host = await startExpired();
    await host.handlers['registration.delete']({});
    const { issuer } = (await host.handlers.snapshot({})).addresses;
    const page = await new PlainBrowser().get(`${issuer}${refreshPath}`);
    expect(page.status).toBe(409);
    expect(page.text).toContain('This device is not enrolled');
  });
});

describe('the team domain, through the proxy', () => {
  it.each(['http', 'https'])('leads %s to the provider, and a browser from there to the sign-in', async (scheme) => {
    const host = await startExpired(teamDomain);
    const { proxy, issuer } = (await host.handlers.snapshot({})).addresses;
    const ca = join(host.dataDirectory, 'ca.pem');
    await writeFile(ca, (await curl(`http://${proxy}/ca.pem`)).stdout);
    const url = `${scheme}://${domain}${refreshPath}`;
    const through = ['-x', `http://${proxy}`, '--noproxy', '127.0.0.1', '--cacert', ca];
    const write = '%{http_code} %{redirect_url}';
    expect((await curl(...through, '-o', '/dev/null', '-w', write, url)).stdout).toBe(`302 ${issuer}${refreshPath}`);

    const { code, stdout } = await curl(...through, '-L', '-c', join(host.dataDirectory, 'jar'), url);
    expect(code).toBe(0);
    expect(stdout).toContain('Sign in to Acme');
  });

  it('leads nowhere from any other host, nor from any other path', async () => {
    const host = await startExpired({ ...teamDomain, policies: [] });
    const { proxy } = (await host.handlers.snapshot({})).addresses;
    for (const url of [`http://wiki.corp.internal${refreshPath}`, `http://${domain}/`]) {
      expect((await curl('-x', `http://${proxy}`, '-o', '/dev/null', '-w', '%{http_code}', url)).stdout).toBe('200');
    }
  });

  it('is refused like everything else under an expired policy', async () => {
    const host = await startExpired({
      ...teamDomain,
      policies: [
        { id: 'T', name: 'All', precedence: 1, traffic: 'net.dst.ip in {104.19.194.29}', checkSession: '168h' },
      ],
      gateway: { surface: 'explain' },
    });
    const { proxy, issuer } = (await host.handlers.snapshot({})).addresses;
    const url = `http://${domain}${refreshPath}`;
    expect((await curl('-x', `http://${proxy}`, '-o', '/dev/null', '-w', '%{http_code}', url)).stdout).toBe('403');
    const page = await new PlainBrowser().get(`${issuer}${refreshPath}`);
    expect(page.status).toBe(403);
    expect(page.text).toContain('This sign-in page is refused');
    expect((await host.handlers.snapshot({})).reauth).toBeUndefined();
  });
});
