import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { openShell } from '../destinations/ssh-client.ts';
import { type Observed, startProgram } from './observe.ts';
import { host, type Place, type Way } from './way.ts';

/** A connection that is open when the session expires, and is used after that. */
export type OpenWay = Pick<Way, 'program' | 'what' | 'by'> & {
  /** Whether what is asked on it then is judged by itself, so that it fails as a new connection does. */
  readonly isJudgedAnew: boolean;
  /** Resolves when it is open; then `use` answers how it went on, code 0 for well. */
  open(place: Place): Promise<() => Promise<Omit<Observed, 'took'>>>;
};

const patience = { timeout: 30_000, interval: 20 };
const heard = (what: () => string, text: string | RegExp) => vi.waitFor(() => expect(what()).toMatch(text), patience);
const well = { code: 0, stdout: '', stderr: '' };

const shell: OpenWay = {
  ...{ program: 'ssh', what: 'a login', by: 'nc', isJudgedAnew: false },
  async open({ proxy }) {
    const login = openShell(proxy, `alice@${host}`);
    await heard(login.heard, 'alice@site:~$ ');
    return async () => {
      login.type('still here\r');
      await heard(login.heard, /still here\r\nstill here/);
      login.type('exit\r');
      return { ...well, code: (await login.ended) ?? 1 };
    };
  },
};

const netcat = (by: string, way: string): OpenWay => ({
  ...{ program: 'nc', what: 'an echo', by, isJudgedAnew: false },
  async open({ proxy }) {
    const program = startProgram({ file: 'nc', args: ['-N', '-X', way, '-x', proxy, host, '7000'] });
    program.process.stdin.write('before\n');
    await heard(program.stdout, 'before\n');
    return async () => {
      program.process.stdin.end('after\n');
      const code = await program.ended;
      return { ...well, code: program.stdout() === 'before\nafter\n' ? code : 1 };
    };
  },
});

const get = `GET /health HTTP/1.1\r\nHost: ${host}\r\n`;
const answers = (text: string) => text.match(/\r\n\r\nok\n/g)?.length ?? 0;

const openssl: OpenWay = {
  ...{ program: 'openssl', what: 's_client', by: 'CONNECT', isJudgedAnew: false },
  async open({ proxy }) {
    const args = ['s_client', '-quiet', '-proxy', proxy, '-connect', `${host}:443`, '-servername', host];
    const program = startProgram({ file: 'openssl', args });
    program.process.stdin.write(`${get}\r\n`);
    await heard(program.stdout, '\r\n\r\nok\n');
    return async () => {
      program.process.stdin.end(`${get}Connection: close\r\n\r\n`);
      const code = await program.ended;
      return { code: answers(program.stdout()) === 2 ? code : 1, stdout: '', stderr: '' };
    };
  },
};

const webSocket: OpenWay = {
  ...{ program: 'Chromium', what: 'a WebSocket', by: 'PAC', isJudgedAnew: false },
  async open({ browsing }) {
    const say = await browsing?.open();
    if (say === undefined) throw new Error('There is no Chromium here.');
    expect(await say('before')).toBe('before');
    return async () => ({ ...well, code: (await say('after')) === 'after' ? 0 : 1 });
  },
};

const page: OpenWay = {
  ...{ program: 'Chromium', what: 'the next page over https', by: 'PAC', isJudgedAnew: false },
  async open({ browsing }) {
    const url = `https://${host}/health`;
    expect(await browsing?.reload(url)).toBe('ok');
    return async () => ({ ...well, code: (await browsing?.reload(url)) === 'ok' ? 0 : 1 });
  },
};

/** curl stands still between two requests on one connection: it writes the first answer into a pipe nobody reads yet. */
const curl = (scheme: 'http' | 'https', by: string): OpenWay => ({
  ...{ program: 'curl', what: `the next request over ${scheme}`, by, isJudgedAnew: by === 'absolute form' },
  async open({ proxy, authority, folder }) {
    const pipe = join(folder, `${scheme}-${by.replaceAll(' ', '-')}`);
    execFileSync('mkfifo', [pipe]);
    const way = { SOCKS5h: ['--socks5-hostname', proxy], CONNECT: ['-p', '-x', `http://${proxy}`] }[by];
    const url = `${scheme}://${host}/health`;
    const program = startProgram({
      file: 'curl',
      args: [
        ...['-q', '-sSv', '--noproxy', '', '--cacert', authority, ...(way ?? ['-x', `http://${proxy}`])],
        ...['-w', ' %{http_code} %{num_connects}\n', '-o', pipe, url, url],
      ],
    });
    await heard(program.stderr, 'HTTP/1.1 200 OK');
    return async () => {
      expect(await readFile(pipe, 'utf8')).toBe('ok\n');
      const code = await program.ended;
      const [first, ...rest] = program.stdout().split('\n');
      expect(first).toBe(' 200 1');
      const went = rest.join('\n');
      const through = went === 'ok\n 200 0\n';
      return { code: code === 0 && !through ? 1 : code, stdout: through ? '' : went, stderr: program.stderr() };
    };
  },
});

export const openWays: readonly OpenWay[] = [
  shell,
  ...[netcat('SOCKS5h', '5'), netcat('CONNECT', 'connect')],
  ...[curl('http', 'SOCKS5h'), curl('https', 'SOCKS5h'), curl('https', 'CONNECT'), curl('http', 'absolute form')],
  openssl,
  page,
  webSocket,
];
