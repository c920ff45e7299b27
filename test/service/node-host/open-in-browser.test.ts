import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openInBrowser } from '../../../main/node/open-in-browser.ts';

describe.skipIf(process.platform === 'win32')('opening the browser on Linux', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warp-emu-browser-'));
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });
  const install = async (script: string) => {
    await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'xdg-open'), 0o755);
  };
  const launcher = { platform: 'linux', env: { DISPLAY: ':0' }, patience: 2000 } as const;

  it('hands over the address as it is', async () => {
    await install(`echo "$1" > ${folder}/opened`);
    await openInBrowser('http://127.0.0.1:1/launch?token=a&b=%22', launcher);
    await expect(readFile(join(folder, 'opened'), 'utf8')).resolves.toBe('http://127.0.0.1:1/launch?token=a&b=%22\n');
  });

  it('does not wait for a launcher that becomes the browser', async () => {
    await install('exec sleep 5');
    await expect(openInBrowser('http://127.0.0.1:1/', { ...launcher, patience: 50 })).resolves.toBeUndefined();
  });

  it('says when no browser is found', async () => {
    await install('exit 3');
    await expect(openInBrowser('http://127.0.0.1:1/', launcher)).rejects.toThrow('xdg-open found no browser');
  });

  it('does not try without a desktop', async () => {
    await expect(openInBrowser('http://127.0.0.1:1/', { ...launcher, env: {} })).rejects.toThrow('no desktop here');
  });

  it.each(['file:///etc/passwd', 'javascript:1'])('opens nothing but web addresses: %s', async (url) => {
    await expect(openInBrowser(url, launcher)).rejects.toThrow('is no web address');
  });
});
