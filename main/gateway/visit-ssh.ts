import type { Socket } from 'node:net';
import { parseSshIdentification } from '../../app/wire/ssh-identification.ts';
import { readAhead } from './read-ahead.ts';
import type { Visit } from './visit.ts';
import { tellSilence } from './visit-tcp.ts';

/** Names itself as an SSH client does, and waits for the server to do the same; logs in nowhere. */
export async function seeSsh(socket: Socket, signal: AbortSignal, timeout: number): Promise<Visit> {
  socket.write('SSH-2.0-warp_emu_visit\r\n');
  const outcome = await readAhead(
    socket,
    (bytes) => {
      const parsed = parseSshIdentification(bytes);
      if (parsed.status === 'need-more') return undefined;
      return { value: parsed, length: parsed.status === 'ok' ? parsed.length : 0 };
    },
    // The signal destroys the socket when the time is up.
    { limit: 16 * 1024, within: 2 ** 31 - 1 },
  );
  if (outcome.status !== 'found') {
    return {
      answered: false,
      seen: signal.aborted ? tellSilence(timeout) : 'accepted, then the connection was closed',
    };
  }
  const { value } = outcome;
  if (value.status === 'ok') return { answered: true, seen: `connected, the server says ${value.value}` };
  return { answered: true, seen: 'connected, and what answers is no SSH server' };
}
