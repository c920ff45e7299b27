/**
 * The lines that each piece of a text completes, without their line feeds; only the line that is being read is held.
 * Other than `node:readline` it takes U+2028 for no end of line, which JSON doesn't either.
 */
export async function* linesOf(pieces: AsyncIterable<string | Buffer>): AsyncGenerator<readonly string[]> {
  let held: string[] = [];
  for await (const piece of decode(pieces)) {
    const [first = '', ...others] = piece.split('\n');
    held.push(first);
    const last = others.pop();
    if (last === undefined) continue;
    yield [held.join(''), ...others];
    held = [last];
  }
  const rest = held.join('');
  if (rest !== '') yield [rest];
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
