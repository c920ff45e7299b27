/**
 * The lines of a text that comes in pieces, without their line feeds; only the one that is being read is held. Other
 * than `node:readline` it takes U+2028 for no end of line, which JSON doesn't either.
 */
export async function* linesOf(pieces: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
  let held: string[] = [];
  for await (const piece of decode(pieces)) {
    const [first = '', ...others] = piece.split('\n');
    held.push(first);
    for (const next of others) {
      yield held.join('');
      held = [next];
    }
  }
  const last = held.join('');
  if (last !== '') yield last;
}

export async function readAll(pieces: AsyncIterable<string | Buffer>): Promise<string> {
  let text = '';
  for await (const piece of decode(pieces)) text += piece;
  return text;
}

/** Characters may lie across two pieces. */
async function* decode(pieces: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) yield typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
