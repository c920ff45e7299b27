import type { LogLine } from '../ports.ts';
import { evolve } from '../session/evolve.ts';
import type { State } from '../session/state.ts';
import { RunWords } from './redact-run.ts';

export type RedactedLines = {
  readonly lines: readonly LogLine[];
  /** Where they lead. */
  readonly state: State;
  /** How many names have become others. */
  readonly renamed: number;
};

/**
 * A whole log under other names, as a redacted bundle has it: each command is decided anew. Throws a `Refusal`
 * (`not-redacted`) where one would come out differently.
 */
export function redactLines(lines: readonly LogLine[], keep: readonly string[]): RedactedLines {
  const words = new RunWords();
  for (const line of lines) words.take(line);
  const rewriter = words.rewriter(keep);
  const redacted: LogLine[] = [];
  let before: State | undefined;
  let state: State | undefined;
  for (const line of lines) {
    const rewritten = rewriter.line(before, line);
    redacted.push(rewritten.line);
    state = rewritten.state;
    for (const event of line.events) before = evolve(before, event);
  }
  if (state === undefined) throw new Error('a log without lines');
  return { lines: redacted, state, renamed: rewriter.renamed };
}
