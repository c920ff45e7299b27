import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { contentSecurityPolicy } from '../../../main/assets.ts';
import { answerAppRequest, registerAppScheme, serveApp } from '../../../main/electron/app-protocol.ts';
import { pageUrl } from '../../../main/electron/app-url.ts';
import { viewOf } from '../../../renderer/shared/view-name.ts';
import { protocol, resetElectron, session } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

let folder: string;
let root: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-app-'));
  root = join(folder, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<!doctype html><title>views</title>');
  await writeFile(join(root, 'assets', 'main.js'), 'export {};');
  await writeFile(join(root, 'assets', 'main.css'), 'body {}');
  await writeFile(join(root, 'notes.md'), 'not a type of the app');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(`${root}-beside.txt`, 'secret');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(resetElectron);

const ask = (url: string, method = 'GET') => answerAppRequest({ url, method }, root);

describe('app://emulator', () => {
  it.each([
    ['app://emulator/', 'text/html; charset=utf-8'],
    ['app://emulator/#/lab', 'text/html; charset=utf-8'],
    ['app://emulator/?view=client', 'text/html; charset=utf-8'],
    ['app://emulator/index.html', 'text/html; charset=utf-8'],
    ['app://emulator/assets/main.js', 'text/javascript; charset=utf-8'],
    ['app://emulator/assets/main.css', 'text/css; charset=utf-8'],
  ])('serves %s as %s, under the content security policy of the Node host', async (url, type) => {
    const { status, headers } = await ask(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'app://emulator/../secret.txt',
    'app://emulator/../../../../../../etc/passwd',
    'app://emulator/assets/../../secret.txt',
    'app://emulator/%2e%2e/secret.txt',
    'app://emulator/%2e%2e%2fsecret.txt',
    'app://emulator/..%5csecret.txt',
    'app://emulator/%252e%252e/secret.txt',
    'app://emulator/../renderer-beside.txt',
    'app://emulator//etc/hostname.txt',
    'app://emulator/etc/passwd',
    'app://emulator/%00',
    'app://emulator/%',
    'app://emulator/index.html%00.js',
    'app://emulator/assets',
    'app://emulator/notes.md',
    'app://emulator/missing.js',
    'app://other/index.html',
    'app://emulator.example/index.html',
    'file:///etc/hostname.txt',
  ])('has nothing at %s', async (url) => {
    const answer = await ask(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('There is no such file.');
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  });

  it('has no file that lies outside by its absolute path', async () => {
    expect((await ask(`app://emulator/${join(folder, 'secret.txt')}`)).status).toBe(404);
    expect((await ask(`app://emulator${join(folder, 'secret.txt')}`)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('answers %s with nothing', async (method) => {
    expect((await ask('app://emulator/index.html', method)).status).toBe(404);
  });

  it('is a scheme with an origin, secure, that does not bypass the content security policy', () => {
    registerAppScheme();
    expect(protocol.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('is served by the session', async () => {
    serveApp(session.defaultSession.protocol as never, root);
    const answer = await session.defaultSession.protocol.handlers.get('app')?.({
      url: 'app://emulator/',
      method: 'GET',
    });
    expect(await answer?.text()).toContain('<title>views</title>');
  });

  it.each(['lab', 'client'] as const)('has a page for the %s view', (view) => {
    expect(viewOf(new URL(pageUrl(view)))).toBe(view);
  });
});
