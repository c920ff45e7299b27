import type { Flow } from './event.ts';

export type Flows = Readonly<Record<string, Flow>>;

/** Of a radix tree over the numbers in the flows' ids. `flow`: of a leaf. `quietest`: of those nobody keeps busy. */
type Node = {
  readonly flow?: Flow;
  readonly slots: readonly (Node | undefined)[];
  readonly quietest: Partial<Record<Flow['protocol'], Flow>>;
};

/** `span`: how many numbers fit below the root. */
type Tree = { readonly span: number; readonly root: Node | undefined };

const width = 32;

const protocols = ['tcp', 'udp', 'icmp'] as const satisfies readonly Flow['protocol'][];

/** Under which a record that was made here tells its tree. */
const treeKey = Symbol('tree');

/**
 * The flows with one more, or with another one of the same id. What comes back is read, iterated and written as JSON
 * like a plain object, in the order of opening, and shares its parts with what it was made of: with thousands of flows
 * open, copying them would take longer than all else that a connection takes.
 */
export function withFlow(flows: Flows, flow: Flow): Flows {
  const tree = treeOf(flows);
  const number = numberOf(flow.id);
  if (tree === undefined || number === undefined) return { ...flows, [flow.id]: flow };
  return recordOf(put(tree, number, leafOf(flow)));
}

export function withoutFlow(flows: Flows, id: string): Flows {
  const tree = treeOf(flows);
  const number = numberOf(id);
  if (tree !== undefined && number !== undefined) return recordOf(put(tree, number, undefined));
  const { [id]: _gone, ...others } = flows;
  return others;
}

/** Of each protocol the flow that has been quiet for longest, in the order of opening; none that is kept busy. */
export function quietestFlows(flows: Flows): readonly Flow[] {
  const tree = treeOf(flows);
  if (tree === undefined) return Object.values(flows);
  return Object.values(tree.root?.quietest ?? {}).toSorted((a, b) => (numberOf(a.id) ?? 0) - (numberOf(b.id) ?? 0));
}

/** `undefined` where an id has another form than those that a run gives out. */
function treeOf(flows: Flows & { readonly [treeKey]?: Tree }): Tree | undefined {
  const known = flows[treeKey];
  if (known !== undefined) return known;
  let tree: Tree = { span: width, root: undefined };
  for (const [id, flow] of Object.entries(flows)) {
    const number = numberOf(id);
    if (number === undefined) return undefined;
    tree = put(tree, number, leafOf(flow));
  }
  return tree;
}

function numberOf(id: string): number | undefined {
  return /^f(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id.slice(1)) : undefined;
}

function leafOf(flow: Flow): Node {
  return { flow, slots: [], quietest: flow.keptBusy ? {} : { [flow.protocol]: flow } };
}

function put({ span, root }: Tree, number: number, leaf: Node | undefined): Tree {
  let tree: Tree = { span, root };
  while (number >= tree.span) tree = { span: tree.span * width, root: branchOf([tree.root]) };
  return { span: tree.span, root: place(tree.root, tree.span / width, number, leaf) };
}

function place(node: Node | undefined, below: number, number: number, leaf: Node | undefined): Node | undefined {
  if (below < 1) return leaf;
  const slots = [...(node?.slots ?? [])];
  const at = Math.floor(number / below) % width;
  slots[at] = place(slots[at], below / width, number, leaf);
  return branchOf(slots);
}

function branchOf(slots: Node['slots']): Node | undefined {
  const quietest: { [protocol in Flow['protocol']]?: Flow } = {};
  let isEmpty = true;
  for (const slot of slots) {
    if (slot === undefined) continue;
    isEmpty = false;
    for (const protocol of protocols) {
      const flow = slot.quietest[protocol];
      const before = quietest[protocol];
      if (flow === undefined || (before !== undefined && flow.lastActiveAt >= before.lastActiveAt)) continue;
      quietest[protocol] = flow;
    }
  }
  return isEmpty ? undefined : { slots, quietest };
}

type FlowRecord = { readonly [treeKey]: Tree };

const handler: ProxyHandler<FlowRecord> = {
  get: (record, key) => flowAt(record, key) ?? Reflect.get(record, key),
  has: (record, key) => flowAt(record, key) !== undefined || Reflect.has(record, key),
  ownKeys: (record) => idsBelow(record[treeKey].root),
  getOwnPropertyDescriptor: (record, key) => {
    const value = flowAt(record, key);
    return value && { value, enumerable: true, configurable: true };
  },
  set: () => false,
  defineProperty: () => false,
  deleteProperty: () => false,
};

function recordOf(tree: Tree): Flows {
  return new Proxy<FlowRecord>({ [treeKey]: tree }, handler) as unknown as Flows;
}

function flowAt(record: FlowRecord, key: string | symbol): Flow | undefined {
  return typeof key === 'string' ? find(record[treeKey], key) : undefined;
}

function find({ span, root }: Tree, id: string): Flow | undefined {
  const number = numberOf(id);
  if (number === undefined || number >= span) return undefined;
  let node = root;
  for (let below = span / width; below >= 1; below /= width) node = node?.slots[Math.floor(number / below) % width];
  return node?.flow;
}

function idsBelow(node: Node | undefined): string[] {
  if (node === undefined) return [];
  return node.flow === undefined ? node.slots.flatMap(idsBelow) : [node.flow.id];
}
