import type { Parser } from 'web-tree-sitter';

/** Where a parser could not go on, and the state that it was in. */
export type Halt = { readonly text: string; readonly at: number; readonly state: number };

/**
 * Finds what a parser stumbled on first, which it tells its logger only. As that costs much, it listens behind the last
 * of the `calls` that were made to the parser's progress callback before there was an error.
 */
export function findHalt(parser: Parser, text: string, calls: number): Halt {
  parser.reset();
  let left = calls;
  const isNear = () => {
    left -= 1;
    return left <= 0;
  };
  // What is broken off is gone on with by the next call.
  if (calls > 0) parser.parse(text, undefined, { progressCallback: isNear });
  let last = { row: 0, column: 0, state: 0 };
  let isFound = false;
  parser.setLogger((message, isLexing) => {
    if (isLexing || isFound) return;
    const [, state, row, column] = /^process .*state:(\d+), row:(\d+), col:(\d+)/.exec(message) ?? [];
    // It counts in bytes of UTF-16.
    if (state !== undefined) last = { state: Number(state), row: Number(row), column: Number(column) / 2 };
    isFound = message.startsWith('detect_error');
  });
  parser.parse(text, undefined, { progressCallback: () => isFound })?.delete();
  parser.setLogger(null);
  parser.reset();
  const from = startOf(text, last.row) + last.column;
  return { text, at: from + text.slice(from).search(/\S|$/), state: last.state };
}

function startOf(text: string, row: number): number {
  let start = 0;
  for (let passed = 0; passed < row; passed += 1) start = text.indexOf('\n', start) + 1;
  return start;
}
