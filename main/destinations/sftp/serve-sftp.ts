import type { ServerChannel } from 'ssh2';
import type { MemoryFiles } from './memory-files.ts';
import { createSftpSession } from './sftp-session.ts';

/** As OpenSSH has it. */
const longestPacket = 256 * 1024;

/**
 * Speaks SFTP on a channel. Ours rather than that of ssh2, which goes on answering whoever reads nothing, and tells no exit
 * status: for scp and sftp that is a failure.
 */
export function serveSftp(channel: ServerChannel, files: MemoryFiles): void {
  const session = createSftpSession(files, (words) => void channel.stderr.write(`${words}\n`));
  let unread: Buffer = Buffer.alloc(0);
  let full = false;
  let said = false;

  function answerAll(): void {
    while (!full && !channel.writableEnded && unread.length >= 4) {
      const length = unread.readUInt32BE();
      if (length === 0 || length > longestPacket) return leave(channel, 1);
      if (unread.length < 4 + length) break;
      const packet = unread.subarray(4, 4 + length);
      unread = unread.subarray(4 + length);
      try {
        full = !channel.write(session.answer(packet));
      } catch {
        return leave(channel, 1);
      }
    }
    if (said && !full) leave(channel, 0);
  }

  // A client that leaves while it is written to has nothing more to hear.
  channel.on('error', () => undefined);
  channel.stderr.on('error', () => undefined);
  channel.on('data', (bytes: Buffer) => {
    unread = unread.length === 0 ? bytes : Buffer.concat([unread, bytes]);
    answerAll();
    // What comes meanwhile waits in the channel: its window closes, and the client stops.
    if (full) channel.pause();
  });
  channel.on('drain', () => {
    full = false;
    answerAll();
    if (!full) channel.resume();
  });
  channel.once('end', () => {
    said = true;
    answerAll();
  });
}

function leave(channel: ServerChannel, status: number): void {
  if (channel.writableEnded) return;
  channel.removeAllListeners('data');
  channel.resume();
  channel.exit(status);
  channel.end();
}
