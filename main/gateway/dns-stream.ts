/** The messages of a DNS connection, each preceded by its length in two bytes (RFC 1035 §4.2.2). */
export async function* splitMessages(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of chunks) {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0)) {
      const end = 2 + bytes.readUInt16BE(0);
      yield bytes.subarray(2, end);
      bytes = bytes.subarray(end);
    }
  }
}
