import { requestOverSocks } from '../gateway/socks-client.ts';
import { joinStreams } from '../programs/join-streams.ts';
import { badInput, CliFailure } from './failure.ts';

/** Joins this process's input and output to a destination by SOCKS5, until either side has ended. */
export async function pipeThrough(proxy: string, to: { readonly host: string; readonly port: number }): Promise<0> {
  const [, host, port] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/.exec(proxy) ?? [];
  if (host === undefined) throw badInput('--proxy is a port of this machine, such as 127.0.0.1:40000.', 'proxy');
  const { reply, socket } = await requestOverSocks({
    proxy: { host: host === '[::1]' ? '::1' : host, port: Number(port) },
    command: 'connect',
    ...to,
    signal: new AbortController().signal,
  }).catch((fault: Error) => {
    throw new CliFailure(3, 'no-proxy', `The proxy at ${proxy} does not answer (${fault.message}).`);
  });
  if (reply !== 'succeeded') {
    throw new CliFailure(1, 'refused', `${to.host}:${to.port} can’t be reached: the proxy says ${reply}.`);
  }
  await joinStreams(socket, process.stdin, process.stdout).catch((fault: Error) => {
    throw new CliFailure(1, 'cut', `The connection to ${to.host}:${to.port} was cut (${fault.message}).`);
  });
  // What is still to be read of a terminal would keep the process.
  process.stdin.destroy();
  return 0;
}
