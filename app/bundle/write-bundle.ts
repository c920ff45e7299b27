import type { LogLine } from '../ports.ts';
import { worldOf } from '../session/branch.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import { engineVersion } from '../session/engine-version.ts';
import type { State } from '../session/state.ts';
import { writeInstant } from '../time/calendar.ts';
import { bundleFormat, bundleVersion, type Redaction } from './bundle-shape.ts';
import type { Hash } from './read-bundle.ts';

export const productName = 'WARP Session Emulator';

/** `state`: what the lines before left behind, when the beginning of the run is not in the bundle. */
export type BundleBeginning =
  | { readonly with: 'run' | 'branch' }
  | {
      readonly with: 'state';
      readonly state: State;
      readonly after: number;
      readonly why: 'asked-for' | 'no-longer-kept';
    };

/** Writes a bundle piece by piece, each log line on a line of its own. The same run gives the same text anywhere. */
export class BundleWriter {
  readonly #hash: Hash;
  #digest = '';
  #lines = 0;

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  begin(productVersion: string, redaction: Redaction, beginning: BundleBeginning, at: number): string {
    const head = {
      format: bundleFormat,
      version: bundleVersion,
      product: { name: productName, version: productVersion },
      engine: engineVersion,
      redaction,
      begins: beginsOf(beginning, at),
    };
    this.#digest = this.#hash(JSON.stringify(head));
    const members = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
    return `{\n${members.join('')}"lines": [`;
  }

  line(line: LogLine): string {
    const text = JSON.stringify(line);
    this.#digest = this.#hash(`${this.#digest}${text}`);
    this.#lines += 1;
    return `${this.#lines === 1 ? '' : ','}\n${text}`;
  }

  stateHash(state: State): string {
    return this.#hash(canonicalJson(worldOf(state)));
  }

  end(state: State, renamed?: number): string {
    const names = renamed === undefined ? {} : { renamed };
    const end = { at: writeInstant(state.at), lines: this.#lines, ...names, stateHash: this.stateHash(state) };
    const digest = this.#hash(`${this.#digest}${JSON.stringify(end)}`);
    return `\n],\n"end": ${JSON.stringify({ ...end, digest })}\n}\n`;
  }
}

function beginsOf(beginning: BundleBeginning, at: number): object {
  if (beginning.with !== 'state') return { with: beginning.with, at: writeInstant(at) };
  const { state, after, why } = beginning;
  return { with: 'state', at: writeInstant(at), after, why, state };
}
