import { canonicalJson } from '../../app/session/canonical-json.ts';
import { engineVersion } from '../../app/session/engine-version.ts';
import type { State } from '../../app/session/state.ts';
import { momentOf } from '../../app/view/moment.ts';
import type { Runs } from '../runs.ts';

/** The checkpoints of a scenario that is played, which are some of the tree of runs, too. */
export class KeptMoments {
  /** Where acts leave the moments that they keep. */
  readonly states = new Map<string, State>();
  /** Those that the latest step kept. */
  lately: readonly string[] = [];
  readonly #checkpoints: Runs['checkpoints'];
  readonly #kept = new Map<string, { readonly id: string; readonly state?: State }>();

  constructor(checkpoints: Runs['checkpoints'], kept: Iterable<readonly [string, string]> = []) {
    this.#checkpoints = checkpoints;
    for (const [name, id] of kept) this.#kept.set(name, { id });
  }

  /** The checkpoint of that name; absent when no step has kept it yet. */
  idOf(name: string): string | undefined {
    return this.#kept.get(name)?.id;
  }

  /** Each name with its checkpoint. */
  ids(): [string, string][] {
    return [...this.#kept].map(([name, { id }]) => [name, id]);
  }

  /** Puts on the disk what is new, where the tree of runs and a later start find it. One that is there already is taken. */
  async keep(run: string, states: ReadonlyMap<string, State> = this.states): Promise<void> {
    const fresh = [...states].filter(([name, state]) => this.#kept.get(name)?.state !== state);
    for (const [name, state] of fresh) {
      const head = { run, name, ...momentOf(state), engine: engineVersion, madeAt: Date.now() };
      const id = (await this.#find(run, name, state)) ?? (await this.#checkpoints.write(head, state)).id;
      this.#kept.set(name, { id, state });
    }
    this.lately = fresh.map(([name]) => name);
  }

  async #find(run: string, name: string, state: State): Promise<string | undefined> {
    const same = (await this.#checkpoints.list()).filter(
      (head) => head.run === run && head.name === name && head.at === state.at && head.engine === engineVersion,
    );
    for (const { id } of same) {
      const there = await this.#checkpoints.read(id).catch(() => undefined);
      if (there !== undefined && canonicalJson(there.state) === canonicalJson(state)) return id;
    }
    return undefined;
  }
}
