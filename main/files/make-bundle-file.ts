import { BundleMaker, type KeptSince } from '../../app/bundle/make-bundle.ts';
import { RunWords } from '../../app/bundle/redact-run.ts';
import { writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { sha256Hex } from '../adapters/sha256.ts';
import { readVersion } from '../assets.ts';
import type { RunLines } from './run-lines.ts';

export type MadeBundle = {
  readonly bytes: number;
  readonly lines: number;
  readonly from: string;
  readonly to: string;
  readonly begins: 'run' | 'branch' | 'state';
  readonly redacted: boolean;
  readonly renamed: number;
  readonly stateHash: string;
};

export type BundleRange = { readonly from?: Millis | undefined; readonly until?: Millis | undefined };

/** Writes a bundle of a run piece by piece; `write` appends. Throws a `Refusal` when it can't be made. */
export async function makeBundleFile(
  { kept, pages }: RunLines,
  range: BundleRange,
  redaction: { readonly keep: readonly string[] } | undefined,
  write: (text: string) => Promise<void>,
): Promise<MadeBundle> {
  const rewriter = redaction === undefined ? undefined : (await learnWords(kept, pages())).rewriter(redaction.keep);
  const maker = new BundleMaker({ ...range, hash: sha256Hex, productVersion: readVersion(), kept, rewriter });
  let bytes = 0;
  const put = async (text: string) => {
    bytes += Buffer.byteLength(text);
    await write(text);
  };
  for await (const page of pages()) await put(page.map((line) => maker.take(line)).join(''));
  await put(maker.end());
  const { beginning, stateHash, state, lines } = maker.made();
  return {
    ...{
      bytes,
      lines,
      stateHash,
      from: writeInstant(beginning.at),
      to: writeInstant(state.at),
      begins: beginning.with,
    },
    redacted: rewriter !== undefined,
    renamed: rewriter?.renamed ?? 0,
  };
}

async function learnWords(kept: KeptSince, pages: ReturnType<RunLines['pages']>): Promise<RunWords> {
  const words = new RunWords();
  words.take(kept);
  for await (const page of pages) for (const line of page) words.take(line);
  return words;
}
