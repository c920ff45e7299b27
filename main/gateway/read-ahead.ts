import type { Socket } from 'node:net';

/** What was found, and how many of the bytes it takes from the stream; `undefined`: not yet. */
export type Look<T> = (bytes: Buffer) => { readonly value: T; readonly length: number } | undefined;

/**
 * `ended` carries what came before the end, for it can't be put back; after `late` and `too-long` it has been put back.
 * A socket that closed counts as ended.
 */
export type ReadAhead<T> =
  | { readonly status: 'found'; readonly value: T }
  | { readonly status: 'ended' | 'late' | 'too-long'; readonly bytes: Buffer };

/** Feeds `look` with all that has come until it finds something; what follows stays in the stream for the next reader. */
export function readAhead<T>(
  socket: Socket,
  look: Look<T>,
  { limit, within }: { readonly limit: number; readonly within: number },
): Promise<ReadAhead<T>> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);

    const settle = (outcome: ReadAhead<T>, used: number) => {
      clearTimeout(timer);
      socket.off('readable', onReadable).off('end', onEnd).off('close', onEnd);
      // Only in the turn that read the bytes can they be put back safely: 'end' may follow in the next.
      if (outcome.status !== 'ended' && bytes.length > used && !socket.destroyed) socket.unshift(bytes.subarray(used));
      resolve(outcome);
    };
    const onReadable = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      bytes = Buffer.concat([bytes, chunk]);
      const found = look(bytes);
      if (found !== undefined) settle({ status: 'found', value: found.value }, found.length);
      else if (bytes.length >= limit) settle({ status: 'too-long', bytes }, 0);
    };
    const onEnd = () => settle({ status: 'ended', bytes }, 0);
    const timer = setTimeout(() => settle({ status: 'late', bytes }, 0), within);

    if (socket.destroyed || socket.readableEnded) return onEnd();
    socket.on('readable', onReadable).on('end', onEnd).on('close', onEnd);
    onReadable();
  });
}
