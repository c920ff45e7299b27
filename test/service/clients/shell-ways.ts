import { sshOptions } from '../destinations/ssh-client.ts';
import { byCommand, type Codes, host, type Limit, type Place, type Way } from './way.ts';

const all = (code: number): Codes => ({ faithful: code, reset: code, close: code, timeout: code, explain: code });
const limited = (code: number): Limit => ({
  name: 'ConnectTimeout',
  options: (seconds) => ['-o', `ConnectTimeout=${seconds}`],
  code,
});
/** Netcat does not tell ssh that the far side has ended. */
const afterNetcat: Codes = { ...all(255), close: 'never' };
const quiet = ['-o', 'BatchMode=yes'];
const byPipe = 'warp-emu pipe';

/** Nothing of the machine's owner. */
const envOf = ({ folder }: Place): NodeJS.ProcessEnv => ({
  ...process.env,
  ...{ HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
  ...{ NO_PROXY: '', no_proxy: '' },
});

const shell = (place: Place, script: string, args: readonly string[]) => ({
  file: 'sh',
  args: ['-c', script, 'sh', place.folder, ...args],
  env: envOf(place),
});

/** A copy of what was sent comes back and is compared, byte for byte. */
const upload =
  'cd "$1" && shift && b=$(mktemp back-XXXXXX) && scp "$@" up.bin "$H:$b" && scp "$@" "$H:$b" "$b" && cmp up.bin "$b" && echo same';
const download = 'cd "$1" && shift && b=$(mktemp ./read-XXXXXX) && scp "$@" "$H:readme.txt" "$b" && head -n 1 "$b"';

const scp = (what: string, script: string, answer: string | RegExp): Way =>
  byCommand({
    ...{ program: 'scp', what, by: byPipe, answer, codes: all(255), limit: limited(255) },
    command: (place, options) =>
      shell(place, `H=alice@${host}; ${script}`, ['-F', place.sshConfig, ...quiet, ...options]),
  });

const clone = 'cd "$1" && c=$(mktemp -d ./clone-XXXXXX) && git clone -q "$2" "$c" && git -C "$c" rev-parse HEAD';

const gitByHttps = (by: string, codes: Codes, proxied: (proxy: string) => string): Way =>
  byCommand({
    ...{ program: 'git', what: 'clone over https', by, answer: /^[0-9a-f]{40}\n$/, codes },
    command: (place) => {
      const command = shell(place, clone, [`https://${host}/acme.git`]);
      const proxy = proxied(place.proxy);
      return {
        ...command,
        env: { ...command.env, ALL_PROXY: proxy, HTTPS_PROXY: proxy, GIT_SSL_CAINFO: place.authority },
      };
    },
  });

export const shellWays: readonly Way[] = [
  byCommand({
    ...{ program: 'ssh', what: 'a command', by: byPipe, answer: 'alice\n', codes: all(255), limit: limited(255) },
    command: (place, options) => ({
      file: 'ssh',
      args: ['-F', place.sshConfig, ...quiet, ...options, `alice@${host}`, 'whoami'],
      env: envOf(place),
    }),
  }),
  byCommand({
    ...{ program: 'ssh', what: 'a command', by: 'nc', answer: 'alice\n', codes: afterNetcat, limit: limited(255) },
    command: (place, options) => ({
      file: 'ssh',
      args: [...sshOptions(place.proxy), ...options, `alice@${host}`, 'whoami'],
      env: envOf(place),
    }),
  }),
  scp('an upload', upload, 'same\n'),
  scp('a download', download, /^\S.*\n$/),
  byCommand({
    ...{
      program: 'git',
      what: 'clone over ssh',
      by: byPipe,
      answer: /^[0-9a-f]{40}\n$/,
      codes: all(128),
      limit: limited(128),
    },
    command: (place, options) => {
      const ssh = ['ssh', '-F', place.sshConfig, ...quiet, ...options].map((word) => `'${word}'`).join(' ');
      const command = shell(place, clone, [`ssh://git@${host}/acme.git`]);
      return { ...command, env: { ...command.env, GIT_SSH_COMMAND: ssh } };
    },
  }),
  gitByHttps('SOCKS5h', all(128), (proxy) => `socks5h://${proxy}`),
  gitByHttps('CONNECT', all(128), (proxy) => `http://${proxy}`),
];
