import { createHash } from 'node:crypto';
import { type BundleInspection, BundleInspector } from '../../app/bundle/inspect-bundle.ts';
import { BundleMaker, type KeptSince, type Rewriter } from '../../app/bundle/make-bundle.ts';
import { BundleReader } from '../../app/bundle/read-bundle.ts';
import { RunWords } from '../../app/bundle/redact-run.ts';
import { type BundleReplay, BundleReplayer } from '../../app/bundle/replay-bundle.ts';
import type { LogLine } from '../../app/ports.ts';
import type { Millis } from '../../app/time/instant.ts';

export const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Older than any that reads it. */
export const productVersion = '0.0.2';

type Options = { from?: Millis; until?: Millis; rewriter?: Rewriter; kept?: KeptSince };

/** The text of a bundle of these lines. */
export function bundleOf(lines: readonly LogLine[], { kept = { after: 0 }, ...wish }: Options = {}): string {
  const maker = new BundleMaker({ ...wish, hash, productVersion, kept });
  return lines.map((line) => maker.take(line)).join('') + maker.end();
}

/** The same under other names. */
export function redactedBundleOf(
  lines: readonly LogLine[],
  keep: readonly string[] = [],
  options: Options = {},
): string {
  const words = new RunWords();
  for (const line of lines) words.take(line);
  return bundleOf(lines, { ...options, rewriter: words.rewriter(keep) });
}

/** Reads a text in chunks of so many characters. */
export function replayText(text: string, here = productVersion, chunk = 10_000): BundleReplay {
  const replayer = new BundleReplayer(hash, here);
  return readWith(text, chunk, (piece) => replayer.take(piece));
}

export function inspectText(text: string, chunk = 10_000): BundleInspection {
  const inspector = new BundleInspector(hash);
  return readWith(text, chunk, (piece) => inspector.take(piece));
}

type Piece = Parameters<BundleReplayer['take']>[0];

function readWith<T>(text: string, chunk: number, take: (piece: Piece) => T | undefined): T {
  const reader = new BundleReader(hash);
  let result: T | undefined;
  for (let at = 0; at < text.length; at += chunk) {
    for (const piece of reader.push(text.slice(at, at + chunk))) result = take(piece);
  }
  reader.finish();
  if (result === undefined) throw new Error('the bundle told nothing');
  return result;
}
