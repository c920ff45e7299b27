import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram, startHost, type TestHost } from '../../support/host.ts';
import { missingPrograms, type Screen, startScreen } from '../notifier/desktop.ts';

const command = `'${process.execPath}' '${join(process.cwd(), 'out', 'main', 'cli.js')}'`;

/** What a person's shell has before it takes the variables in. */
const bare = { PATH: process.env.PATH, HOME: process.env.HOME };

describe('a shell that takes the variables in', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startHost();
    await host.run('clock', 'freeze');
  });
  afterAll(() => host.stop());

  const inShell = (line: string, shell = 'sh') => {
    const env = { ...bare, WARP_EMU_DATA_DIR: host.dataDirectory };
    const take = shell === 'fish' ? `${command} env --shell fish | source` : `eval "$(${command} env --shell sh)"`;
    return runProgram(shell, ['-c', `${take}; ${line}`], { env });
  };

  it('reaches emulated sites with curl, certificates checked', async () => {
    const { code, stdout, stderr } = await inShell('curl -q -sS -m 10 https://wiki.corp.internal/health');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'ok\n', stderr: '' });
  });

  it.skipIf(missingPrograms(['fish']).length > 0)('does so in fish, too', async () => {
    const { stdout } = await inShell('curl -q -sS -m 10 https://wiki.corp.internal/health; echo $WARP_EMU', 'fish');
    expect(stdout).toBe('ok\n1\n');
  });

  it('reaches nothing else', async () => {
    const { code, stderr } = await inShell('curl -q -sS -m 10 https://not-emulated.test/');
    expect(code).not.toBe(0);
    expect(stderr).toContain('403');
  });

  it('leaves loopback alone', async () => {
    const { ui } = (await host.inspect()).addresses;
    expect((await inShell(`curl -q -sS -m 10 -o /dev/null -w '%{http_code}' ${ui}/nothing`)).stdout).toMatch(/^4\d\d$/);
  });

  it('lets Node and OpenSSL trust the throw-away authority and no other', async () => {
    const { proxy } = (await host.inspect()).addresses;
    const openssl = await inShell(
      `openssl s_client -proxy ${proxy} -connect wiki.corp.internal:443 -servername wiki.corp.internal </dev/null`,
    );
    expect(openssl.stdout).toContain('Verify return code: 0 (ok)');
    const node = await inShell(
      `'${process.execPath}' -p 'require("node:fs").readFileSync(process.env.NODE_EXTRA_CA_CERTS, "utf8").match(/BEGIN CERTIFICATE/g).length'`,
    );
    expect(node).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
  });

  it('hands them over as one JSON document, too', async () => {
    const variables = JSON.parse((await host.run('env', '--json')).stdout);
    expect(variables).toMatchObject({ WARP_EMU: '1', WARP_EMU_DATA_DIR: host.dataDirectory });
    expect(JSON.parse((await host.run('env', '--shell', 'json')).stdout)).toEqual(variables);
    for (const file of [variables.CURL_CA_BUNDLE, (await host.run('ssh-config', '--file')).stdout.trim()]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(variables.CURL_CA_BUNDLE, 'utf8')).not.toContain('PRIVATE');
  });

  it('gets in with ssh by name and by address, without a question, and remembers the host with the emulator', async () => {
    for (const to of ['git.corp.internal', '10.20.0.30']) {
      const { code, stdout } = await inShell(`ssh -F "$(${command} ssh-config --file)" alice@${to} whoami`);
      expect({ to, code, stdout }).toEqual({ to, code: 0, stdout: 'alice\n' });
    }
    const known = readFileSync(join(host.dataDirectory, 'programs', 'known_hosts'), 'utf8');
    expect(known).toContain('git.corp.internal ssh-ed25519');
  });

  it('pipes bytes to a destination and back', async () => {
    const { stdout } = await inShell(`printf 'a\\000b\\377' | ${command} pipe k8s.corp.internal 6443 | od -An -tx1`);
    expect(stdout.trim()).toBe('61 00 62 ff');
    const refused = await host.run('pipe', 'not-emulated.test', '22');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('not-emulated.test:22 can’t be reached');
    expect(await host.run('pipe', '--proxy', 'example.com:80', 'a', '1')).toMatchObject({ code: 2 });
  });

  it('finds the files true after the ports have moved', async () => {
    await host.run('host', 'ports', '--proxy', '0');
    const proxy = await host.address('proxy');
    const config = join(host.dataDirectory, 'programs', 'ssh_config');
    await expect.poll(() => readFileSync(config, 'utf8'), { timeout: 10_000 }).toContain(`--proxy ${proxy} `);
  });
});

describe('a terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-terminal-'));
  const seen = join(folder, 'seen');
  let screen: Screen | undefined;
  let host: TestHost | undefined;

  const write = (path: string, text: string) => {
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  };
  // The user's shell tells what it was started with, then ends. Terminals take only shells that the system knows.
  const telling = `{ env; pwd; } > '${seen}.part'\nmv '${seen}.part' '${seen}'\nexit\n`;
  write(join(folder, '.bashrc'), telling);
  write(join(folder, 'shell'), `#!/bin/sh\n${telling}`);
  const openIn = async (env: NodeJS.ProcessEnv) => {
    rmSync(seen, { force: true });
    host = await startHost({ env: { ...bare, HOME: folder, SHELL: '/bin/bash', ...env } });
    const opened = await host.run('open', 'terminal', '--json');
    return { ...opened, proxy: await host.address('proxy') };
  };
  const whatWasSeen = async () => {
    await expect.poll(() => existsSync(seen), { timeout: 15_000 }).toBe(true);
    return readFileSync(seen, 'utf8');
  };
  const stop = async () => {
    await host?.stop();
    await screen?.stop();
    host = undefined;
    screen = undefined;
  };
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(missingPrograms(['Xvfb', 'xterm']).length > 0)(
    'opens on a real screen, with the user’s shell in it',
    async () => {
      screen = await startScreen();
      const { stdout, proxy } = await openIn({ DISPLAY: screen.display, WARP_EMU_TERMINAL: 'xterm' });
      expect(JSON.parse(stdout)).toEqual({ opened: 'xterm' });
      const told = await whatWasSeen();
      expect(told).toContain(`\nALL_PROXY=socks5h://${proxy}\n`);
      expect(told).toMatch(/\nXTERM_VERSION=/);
      expect(told.endsWith(`\n${folder}\n`)).toBe(true);
      await stop();
    },
  );

  it('has the variables although its terminal hands on nothing', async () => {
    const terminal = join(folder, 'one-process-terminal');
    write(terminal, `#!/bin/sh\n[ "$1" = -e ] && shift\nexec env -i HOME="$HOME" SHELL='${folder}/shell' "$@"\n`);
    const { code, proxy } = await openIn({ WARP_EMU_TERMINAL: terminal });
    expect(code).toBe(0);
    expect(await whatWasSeen()).toContain(`\nhttps_proxy=http://${proxy}\n`);
    await stop();
  });

  it('says so when it ends at once, and when there is none', async () => {
    const terminal = join(folder, 'broken-terminal');
    write(terminal, '#!/bin/sh\nexit 7\n');
    expect(await openIn({ WARP_EMU_TERMINAL: terminal })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('ended at once'),
    });
    await stop();
    expect(await openIn({})).toMatchObject({ stdout: expect.stringContaining('There is no desktop here') });
    await stop();
  });
});
