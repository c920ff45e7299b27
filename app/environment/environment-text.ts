import { Document, isCollection, isMap, isNode, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Environment } from './environment.ts';
import { environmentData } from './write-environment.ts';

/** Columns that a line of an environment's file keeps to, where it can. */
const widest = 140;

/** A remark on what stands at a place, by the keys that lead there. */
export type Note = { readonly path: readonly string[]; readonly says: string };

/** Lines above everything, and remarks within. */
export type Remarks = { readonly head: readonly string[]; readonly notes: readonly Note[] };

/**
 * An environment as its file would say it, laid out as the shipped ones are: what fits on a line stands on one, and what is
 * empty is left out where that says the same. It reads to the same environment, but for sections that it leaves out.
 */
export function environmentText(
  environment: Environment,
  leavesOut: readonly string[] = [],
  { head, notes }: Remarks = { head: [], notes: [] },
): string {
  const entries = Object.entries(environmentData(environment)).filter(([key]) => !leavesOut.includes(key));
  const document = new Document(Object.fromEntries(entries));
  visit(document, {
    Pair: (_key, { key, value }) => {
      if (!isScalar(key)) return undefined;
      // A port is a number to people; read, it is a text again.
      if (/^[1-9]\d{0,4}$/.test(String(key.value))) key.value = Number(key.value);
      return isIdle(String(key.value), value) ? visit.REMOVE : undefined;
    },
  });
  const open = new Set(notes.flatMap(({ path, says }) => remark(document.contents, path, says)));
  visit(document, {
    Collection: (_key, node, path) => {
      const outer = path.filter((one) => isCollection(one)).length;
      if (open.has(node)) return undefined;
      if (outer < (isSeq(node) || isFlat(node) ? 1 : 2)) return undefined;
      // Entries of a list that have keys of their own read better below each other.
      if (isSeq(node) && node.items.some(isMap)) return undefined;
      if (2 * outer + keyLength(path.at(-1)) + flowLength(node.toJSON()) > widest) return undefined;
      node.flow = true;
      return visit.SKIP;
    },
  });
  if (head.length > 0) document.commentBefore = head.map(asComment).join('\n');
  return document.toString({ lineWidth: widest, flowCollectionPadding: true });
}

/** Writes a remark behind a scalar, or above everything else. Answers what it stands in, which a line of its own keeps legible. */
function remark(contents: unknown, path: readonly string[], says: string): readonly unknown[] {
  const around: unknown[] = [];
  let node: unknown = contents;
  for (const [depth, key] of path.entries()) {
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    if (pair === undefined) return [];
    around.push(node);
    if (depth === path.length - 1) {
      if (isScalar(pair.value)) pair.value.comment = asComment(says);
      else if (isScalar(pair.key)) pair.key.commentBefore = asComment(says);
    }
    node = pair.value;
  }
  return around;
}

/** On one line. */
function asComment(text: string): string {
  return ` ${text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trimEnd()}`;
}

/** Empty ones say what their absence does, and no default will ever be another. */
function isIdle(key: string, value: unknown): boolean {
  if (key === 'facts') return isMap(value) && value.items.length === 0;
  return ['description', 'identity', 'devicePosture'].includes(key) && isScalar(value) && value.value === '';
}

/** Its values are scalars, or lists and mappings without anything in them. */
function isFlat(node: unknown): boolean {
  if (!isMap(node)) return false;
  return node.items.every(({ value }) => !isCollection(value) || value.items.length === 0);
}

function keyLength(pair: unknown): number {
  return isPair(pair) && isNode(pair.key) ? String(pair.key).length + 2 : 2;
}

/** About what it takes with braces, brackets and spaces. */
function flowLength(data: unknown): number {
  const json = JSON.stringify(data);
  return json.replaceAll('"', '').length + 1.5 * (json.match(/[,:{[]/g)?.length ?? 0);
}
