import { networkInterfaces } from 'node:os';
import { run } from './run.mjs';

/** With loopback up, what stands behind it takes the place of the shell: signals and exit codes are its own. */
const withLoopback = (command) => ['sh', '-c', `ip link set lo up && exec ${command}`];

/** Ways to a network of one's own, to be put before a command; ordinary users come back to themselves inside. */
export function waysToLoopback({ uid, gid }) {
  const asUser = ['unshare', `--map-user=${uid}`, `--map-group=${gid}`, '--'].join(' ');
  const asRoot = ['unshare', '--net', '--', ...withLoopback('"$@"'), 'sh'];
  const asAnybody = ['unshare', '--user', '--map-root-user', '--net', '--', ...withLoopback(`${asUser} "$@"`), 'sh'];
  return uid === 0 ? [asRoot, asAnybody] : [asAnybody];
}

/** Ends well when it sees loopback and nothing else, and loopback carries something. */
const probe = `
const { connect, createServer } = require('node:net');
if (Object.keys(require('node:os').networkInterfaces()).join() !== 'lo') throw new Error('there is more than loopback');
const server = createServer((socket) => socket.end('x')).listen(0, '127.0.0.1', () => {
  connect(server.address().port, '127.0.0.1').on('data', () => process.exit(0));
});`;

/**
 * Where tests run: `prefix` goes before their command, `says` tells in a line what that comes to. On Linux it is a network
 * that has only loopback, where the machine lets us make one; WARP_EMU_NET=host asks for the machine's own.
 */
export async function findNetwork(
  env = process.env,
  { platform = process.platform, uid = process.getuid?.(), gid = process.getgid?.() } = {},
) {
  const own = (why) => ({ prefix: [], says: `The tests run in this machine's network: ${why}.` });
  if (platform !== 'linux') return own('only Linux gives them one of their own');
  if (env.WARP_EMU_NET === 'host') return own('WARP_EMU_NET is "host"');
  if (Object.keys(networkInterfaces()).join() === 'lo') return own('it has only loopback anyway');
  let reason = '';
  for (const prefix of waysToLoopback({ uid, gid })) {
    const { code, output } = await tryOut([...prefix, process.execPath, '-e', probe], env);
    if (code === 0) return { prefix, says: 'The tests run in a network that has only loopback.' };
    reason ||= output.trim().split('\n')[0] || `the probe ended with ${code}`;
  }
  return own(`no other can be made here (${reason})`);
}

const tryOut = ([file, ...args], env) =>
  run(file, args, { env }).catch((error) => ({ code: 1, output: String(error.message) }));
