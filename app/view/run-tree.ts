import type { ResultOf } from '../bridge/contract.ts';

export type RunTree = Pick<ResultOf<'checkpoint.list'>, 'runs' | 'checkpoints'>;
export type TreeRun = RunTree['runs'][number];
export type TreeCheckpoint = RunTree['checkpoints'][number];

/** One line of the tree. `level` counts from 1, `position` from 1 among `of` siblings. */
export type TreeRow = {
  readonly id: string;
  readonly label: string;
  readonly level: number;
  readonly position: number;
  readonly of: number;
  readonly parent?: string;
  readonly children: number;
  /** For each level above its own, from the top: whether a sibling of that ancestor follows further down. */
  readonly goesOn: readonly boolean[];
} & (
  | { readonly kind: 'run'; readonly run: TreeRun }
  | { readonly kind: 'checkpoint'; readonly checkpoint: TreeCheckpoint }
);

type Node = ({ kind: 'run'; run: TreeRun } | { kind: 'checkpoint'; checkpoint: TreeCheckpoint }) & {
  readonly id: string;
  /** Where it stands among its siblings. */
  readonly at: string;
};

/**
 * The tree from top to bottom: below a run its checkpoints and what branched off without one, in the order of virtual
 * time; below a checkpoint its branches, in the order in which they began. `isOpen` tells whose children are shown.
 */
export function treeRows(tree: RunTree, isOpen: (id: string) => boolean = () => true): readonly TreeRow[] {
  const childrenOf = gatherChildren(tree);
  const rows: TreeRow[] = [];
  const add = (parent: string | undefined, level: number, goesOn: readonly boolean[]) => {
    const siblings = childrenOf.get(parent ?? '') ?? [];
    let branches = 0;
    for (const [index, node] of siblings.entries()) {
      const isBranch = node.kind === 'run' && parent !== undefined;
      if (isBranch) branches += 1;
      rows.push({
        ...node,
        label: labelOf(node, branches),
        ...{ level, position: index + 1, of: siblings.length, goesOn },
        ...(parent === undefined ? {} : { parent }),
        children: childrenOf.get(node.id)?.length ?? 0,
      });
      if (isOpen(node.id)) add(node.id, level + 1, [...goesOn, index + 1 < siblings.length]);
    }
  };
  add(undefined, 1, []);
  return rows;
}

function labelOf(node: Node, branches: number): string {
  if (node.kind === 'checkpoint') return node.checkpoint.name;
  const { name, left, id } = node.run;
  return name ?? (branches > 0 ? `What if ${branches}` : (left?.environment ?? id));
}

/** By the id of the parent; those of nobody by the empty string. */
function gatherChildren({ runs, checkpoints }: RunTree): ReadonlyMap<string, readonly Node[]> {
  const runIds = new Set(runs.map(({ id }) => id));
  const checkpointIds = new Set(checkpoints.map(({ id }) => id));
  const children = new Map<string, Node[]>();
  const put = (parent: string, node: Node) => children.set(parent, [...(children.get(parent) ?? []), node]);
  for (const checkpoint of checkpoints) {
    const { id, run, at } = checkpoint;
    put(runIds.has(run) ? run : '', { kind: 'checkpoint', id, at, checkpoint });
  }
  for (const run of runs) {
    const { origin, id } = run;
    const { checkpoint } = origin ?? {};
    const node: Node = { kind: 'run', id, at: origin?.at ?? '', run };
    if (checkpoint !== undefined && checkpointIds.has(checkpoint)) put(checkpoint, node);
    else put(origin !== undefined && runIds.has(origin.run) ? origin.run : '', node);
  }
  // Sorting is stable: what began earlier stands earlier where the moments are equal.
  for (const [parent, nodes] of children) {
    if (parent !== '') nodes.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  }
  return children;
}
