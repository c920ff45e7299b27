import type { Socket } from 'node:net';
import type { ClientFacts } from '../../app/session/command.ts';
import { readFirstBytes } from '../../app/wire/first-bytes.ts';
import { requestHeadLimit } from '../../app/wire/http-request.ts';
import { readAhead } from './read-ahead.ts';

/** `early` holds bytes that could not be put back since the client has finished sending. */
export type PeekedClient = { readonly facts: ClientFacts; readonly early: Buffer };

/** Looks at what the client says first, at most 16 KiB, and leaves it in the stream. A silent client has no facts. */
export async function peekClient(client: Socket, within: number): Promise<PeekedClient> {
  const read = await readAhead(
    client,
    (bytes) => {
      const { settled, facts } = readFirstBytes(bytes);
      return settled ? { value: facts, length: 0 } : undefined;
    },
    { limit: requestHeadLimit, within },
  );
  if (read.status === 'found') return { facts: read.value, early: Buffer.alloc(0) };
  const early = read.status === 'ended' ? read.bytes : Buffer.alloc(0);
  return { facts: readFirstBytes(read.bytes).facts, early };
}
