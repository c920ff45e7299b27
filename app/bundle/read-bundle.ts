import type { z } from 'zod';
import { decodeBy } from '../environment/decode-environment.ts';
import { refuseExcess } from '../environment/excess.ts';
import { DecodeError, Refusal } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import type { State } from '../session/state.ts';
import {
  type BundleEnd,
  type BundleHead,
  bundleEndShape,
  bundleFormat,
  bundleHeadShape,
  bundleLimits,
  bundleLineShape,
  bundleVersion,
} from './bundle-shape.ts';
import { checkState, join } from './check-environment.ts';
import { type BundlePart, BundleSplitter } from './split-bundle.ts';

export type BundlePiece =
  | { readonly is: 'head'; readonly head: BundleHead; readonly state?: State }
  /** `place` is for messages: where in the file it stands. */
  | { readonly is: 'line'; readonly line: LogLine; readonly place: BundlePlace }
  /** `digest`: what the file's own should be. */
  | { readonly is: 'end'; readonly end: BundleEnd; readonly digest: string };

export type BundlePlace = { readonly path: string; readonly line: number };

export type Hash = (text: string) => string;

/**
 * Reads a bundle as its text comes in and answers its pieces in order: the head, each line, the end. Each is checked for
 * its shape; what lines mean is for replay. Throws `DecodeError` with the place, and a `Refusal` (`bad-bundle-version`) for a
 * format that is newer than this.
 */
export class BundleReader {
  readonly #hash: Hash;
  readonly #splitter = new BundleSplitter();
  readonly #members: Record<string, unknown> = {};
  readonly #memberLines = new Map<string, number>();
  #characters = 0;
  #head: BundleHead | undefined;
  #last: number | undefined;
  #lines = 0;
  #hasLines = false;
  #digest = '';
  #isOver = false;

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  *push(chunk: string): Generator<BundlePiece> {
    this.#characters += chunk.length;
    if (this.#characters > bundleLimits.characters) {
      this.#splitter.fail(`a bundle has at most ${bundleLimits.characters} characters`);
    }
    for (const part of this.#splitter.push(chunk)) yield* this.#take(part);
  }

  finish(): void {
    this.#splitter.finish();
    if (!this.#isOver) this.#splitter.fail('the end is missing: the file was cut, or is no bundle');
  }

  *#take(part: BundlePart): Generator<BundlePiece> {
    const { key, index, line } = part;
    if (this.#isOver) this.#splitter.fail(`"${key.slice(0, 80)}" stands behind the end`, line);
    if (index !== undefined) {
      if (!this.#hasLines) yield this.#readHead(line);
      yield this.#readLine(part, index);
    } else if (key === 'end') {
      if (!this.#hasLines) yield this.#readHead(line);
      yield this.#readEnd(part);
    } else this.#noteMember(part);
  }

  #noteMember(part: BundlePart): void {
    const { key, line } = part;
    if (this.#hasLines) this.#splitter.fail(`"${key.slice(0, 80)}" stands behind the lines`, line);
    if (Object.hasOwn(this.#members, key)) this.#splitter.fail(`"${key.slice(0, 80)}" stands here twice`, line);
    if (key === '__proto__') this.#splitter.fail('"__proto__" is not known here', line);
    this.#members[key] = parsePart(part, key);
    this.#memberLines.set(key, line);
    if (key === 'format' && this.#members.format !== bundleFormat) {
      this.#splitter.fail('this is no bundle of a session: its format is another one', line);
    }
    if (key === 'version') holdToFormat(this.#members.version);
  }

  #readHead(line: number): BundlePiece {
    this.#hasLines = true;
    const data = this.#members;
    if (data.format === undefined) this.#splitter.fail('this is no bundle of a session: "format" is missing', 1);
    const head = this.#decodeHead(data, line);
    this.#head = head;
    this.#digest = this.#hash(JSON.stringify(data));
    if (head.begins.with !== 'state') return { is: 'head', head };
    this.#last = head.begins.after;
    const state = checkState((data.begins as { state: unknown }).state, 'begins.state');
    return { is: 'head', head, state };
  }

  /** Each fault stands where its member does. */
  #decodeHead(data: unknown, line: number): BundleHead {
    try {
      return decodeBy(bundleHeadShape, data);
    } catch (fault) {
      if (!(fault instanceof DecodeError)) throw fault;
      const lineOf = (path: string) => this.#memberLines.get(path.split(/[.[]/)[0] ?? '') ?? line;
      throw new DecodeError(fault.faults.slice(0, 20).map((one) => ({ ...one, line: lineOf(one.path) })));
    }
  }

  #readLine(part: BundlePart, index: number): BundlePiece {
    const place = { path: `lines[${index}]`, line: part.line };
    const data = parsePart(part, place.path);
    decodeAt(place, data, bundleLineShape);
    const line = data as LogLine;
    this.#lines += 1;
    if (this.#lines > bundleLimits.lines) {
      this.#splitter.fail(`a bundle holds at most ${bundleLimits.lines} lines: export less of the run`, part.line);
    }
    this.#checkNumber(line, place);
    this.#checkBeginning(line, place);
    this.#digest = this.#hash(`${this.#digest}${JSON.stringify(data)}`);
    return { is: 'line', line, place };
  }

  #readEnd(part: BundlePart): BundlePiece {
    const place = { path: 'end', line: part.line };
    const data = parsePart(part, 'end');
    const end = decodeAt(place, data, bundleEndShape);
    if (end.lines !== this.#lines) {
      throw faultAt({ ...place, path: 'end.lines' }, `${end.lines} lines are told, and ${this.#lines} are here`);
    }
    if (this.#lines === 0 && this.#head?.begins.with !== 'state') throw faultAt(place, 'the bundle holds no lines');
    this.#isOver = true;
    const { digest: _claimed, ...told } = data as BundleEnd;
    return { is: 'end', end, digest: this.#hash(`${this.#digest}${JSON.stringify(told)}`) };
  }

  #checkNumber({ n }: LogLine, { path, line }: BundlePlace): void {
    const next = (this.#last ?? n - 1) + 1;
    this.#last = n;
    if (n !== next) throw faultAt({ path: join(path, 'n'), line }, `line ${next} comes next, not ${n}`);
  }

  /** Only the first line begins a run, and only where no state does. */
  #checkBeginning({ command }: LogLine, { path, line }: BundlePlace): void {
    const { type } = command;
    const begun = type === 'start-run' ? 'run' : type === 'branch-run' ? 'branch' : 'state';
    const begins = this.#lines === 1 ? this.#head?.begins.with : 'state';
    if (begun !== begins) {
      throw faultAt({ path: join(path, 'command'), line }, `${type} can’t stand here`);
    }
  }
}

function holdToFormat(version: unknown): void {
  if (typeof version !== 'number' || version <= bundleVersion) return;
  throw new Refusal(
    'bad-bundle-version',
    `This bundle is of format ${version}, and this emulator reads format ${bundleVersion}. Update the emulator.`,
  );
}

function parsePart({ text, line }: BundlePart, path: string): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw faultAt({ path, line }, 'this is no JSON');
  }
  // Reading it costs far less than looking into it, so that is done only where a name may be hidden.
  if (/__proto__|\\u/.test(text)) {
    try {
      refuseExcess(data);
    } catch (fault) {
      throw placed(fault, { path, line });
    }
  }
  return data;
}

function decodeAt<S extends z.ZodType>(place: BundlePlace, data: unknown, shape: S): z.output<S> {
  try {
    return decodeBy(shape, data);
  } catch (fault) {
    throw placed(fault, place);
  }
}

/** Gives a fault found inside a piece its place in the file. */
export function placed(fault: unknown, { path, line }: BundlePlace): unknown {
  if (!(fault instanceof DecodeError)) return fault;
  return new DecodeError(
    fault.faults.slice(0, 20).map((one) => ({ ...one, path: path === '' ? one.path : join(path, one.path), line })),
  );
}

export function faultAt({ path, line }: BundlePlace, message: string): DecodeError {
  return new DecodeError([{ path, message, line }]);
}
