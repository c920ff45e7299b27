import { beforeAll, describe, expect, it } from 'vitest';
import { launch, send } from './client.ts';
import { withControlServer } from './control-server.ts';

const used = withControlServer({});
let cookie: string;
beforeAll(async () => {
  cookie = await launch(used.server.port, used.server.mintLaunchUrl());
});
const get = (path: string) => send(used.server.port, path, { headers: { cookie } });

describe('the views', () => {
  it('are never kept by a browser, except files that are named by their content', async () => {
    await expect(get('/')).resolves.toMatchObject({ headers: { 'cache-control': 'no-store' } });
    await expect(get('/assets/index-4f2a.js')).resolves.toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': expect.stringContaining('immutable'),
      },
    });
  });

  it.each(['/', '/assets/index-4f2a.js', '/nothing'])('are guarded by headers at %s', async (path) => {
    const { headers } = await get(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'$/);
  });

  it('have no file of another name', async () => {
    await expect(get('/nothing.js')).resolves.toMatchObject({ status: 404 });
    await expect(get('/assets')).resolves.toMatchObject({ status: 404 });
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/%00secret.txt',
    '/%',
  ])('lead nowhere outside their folder: %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('outside');
  });
});
