import type { IncomingMessage } from 'node:http';
import { maxFrameLength } from '../../app/bridge/channel.ts';

/** What is above the limit is still read and dropped up to here, so that whoever is writing comes to hear the answer. */
const patience = 4 * maxFrameLength;

/** The text of a body of at most `maxFrameLength` bytes; `undefined` for a longer one. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxFrameLength) chunks.push(chunk);
    else chunks.length = 0;
    if (length > patience) break;
  }
  return length > maxFrameLength ? undefined : Buffer.concat(chunks).toString();
}
