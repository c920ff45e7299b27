import { parse } from '@marcbachmann/cel-js';
import { bytesOf, type ExpressionContext, type Value } from '../../app/expression/value.ts';
import { evaluatePolicy } from '../../app/policy/compiled-policy.ts';
import type { Policy } from '../../app/policy/policy.ts';
import { compileRuleset, type Ruleset } from '../../app/policy/ruleset.ts';
import { bytesKeptBy, durationOf, millisecondsOf, type Row, ratePerSecond } from './measure.ts';

/** A policy in both languages. Addresses are numbers. */
type Rule = { readonly low: number; readonly bits: number; readonly port?: number; readonly group?: string };
type Attempt = { readonly address: number; readonly port: number };
type Shape = {
  readonly name: string;
  readonly how: string;
  rules(count: number): readonly Rule[];
  attempts(count: number): readonly Attempt[];
};

const counts = [100, 1_000, 10_000];
const ten = 10 * 2 ** 24;

const shapes: readonly Shape[] = [
  {
    name: 'per application',
    how: 'each for one address and port; attempts spread over the policies',
    rules: (count) => Array.from({ length: count }, (_, n) => ({ low: ten + n, bits: 32, port: 443 })),
    attempts: (count) => spread(count).map((n) => ({ address: ten + n, port: 443 })),
  },
  {
    name: 'overlapping /8s, a port each',
    how: 'all over 10.0.0.0/8, so no address rules any out',
    rules: (count) => Array.from({ length: count }, (_, n) => ({ low: ten, bits: 8, port: 1 + n })),
    attempts: (count) => spread(count).map((n) => ({ address: ten + n, port: 1 + n })),
  },
  {
    name: 'overlapping /8s, a group each',
    how: 'all over 10.0.0.0/8 and any port: nothing but asking each finds the one for this person’s group',
    rules: (count) => Array.from({ length: count }, (_, n) => ({ low: ten, bits: 8, group: `g${n}` })),
    attempts: (count) => spread(count).map((n) => ({ address: ten + n, port: 443 })),
  },
];

/** First match among policies: ours by its index, ours asked one by one, and CEL's one by one, on the same predicates. */
export async function measureRulesets(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const shape of shapes) for (const count of counts) rows.push(...(await measureShape(shape, count)));
  return rows;
}

async function measureShape(shape: Shape, count: number): Promise<readonly Row[]> {
  const rules = shape.rules(count);
  const attempts = shape.attempts(count);
  const group = `g${Math.floor(count / 2)}`;
  const ours = await compile(() => compileRuleset(rules.map(policyOf), []));
  const theirs = await compile(() => rules.map((rule) => parse(celOf(rule))));
  const contexts = attempts.map((attempt) => contextOf(attempt, group));
  const variables = attempts.map(({ address, port }) => ({ dst: address, port, groups: [group] }));
  const byIndex = (at: number) => positionOf(ours.result.firstMatch('l4', contextAt(contexts, at)).considered, count);
  const byScan = (at: number) => scan(ours.result, contextAt(contexts, at));
  const byCel = (at: number) => theirs.result.findIndex((holds) => holds(variables[at % variables.length]) === true);
  for (const at of attempts.keys()) {
    if (byIndex(at) !== byScan(at) || byIndex(at) !== byCel(at)) throw new Error(`${shape.name}: they disagree`);
  }
  const policies = `${shape.name}, ${count.toLocaleString('en')} policies`;
  const row = async (who: string, find: (at: number) => number, perRound: number, kept: Compiled<unknown>) => ({
    figure: `${policies}: ${who}`,
    unit: '1/s',
    ...(await ratePerSecond(perRound, () => {
      for (let at = 0; at < perRound; at += 1) find(at);
    })),
    bytes: kept.bytes,
    how: `${shape.how}; compiled in ${kept.ms.toFixed(0)} ms; memory: what compiling keeps`,
  });
  const few = Math.max(20, 1_000_000 / count);
  return [
    await row('index', byIndex, shape.name.includes('group') ? few : 100_000, ours),
    await row('one by one', byScan, few, ours),
    await row('CEL (@marcbachmann/cel-js), one by one', byCel, few, theirs),
  ];
}

type Compiled<T> = { readonly result: T; readonly bytes: number; readonly ms: number };

async function compile<T>(make: () => T): Promise<Compiled<Awaited<T>>> {
  const kept = await bytesKeptBy(make);
  const { value: ms } = await durationOf(async () => (await millisecondsOf(make)).ms);
  return { ...kept, ms };
}

function scan(ruleset: Ruleset, context: ExpressionContext): number {
  return ruleset.inOrder('l4').findIndex((compiled) => evaluatePolicy(compiled, context) === 'matched');
}

/** Twenty positions over the whole of the policies. */
function spread(count: number): readonly number[] {
  return Array.from({ length: 20 }, (_, n) => Math.floor(((n + 0.5) * count) / 20));
}

function positionOf(considered: number, count: number): number {
  return considered > count ? -1 : considered - 1;
}

function contextAt(contexts: readonly ExpressionContext[], at: number): ExpressionContext {
  const context = contexts[at % contexts.length];
  if (context === undefined) throw new Error('no attempt');
  return context;
}

function policyOf({ low, bits, port, group }: Rule, index: number): Policy {
  const address = [24, 16, 8, 0].map((shift) => Math.floor(low / 2 ** shift) % 256).join('.');
  const atPort = port === undefined ? '' : ` and net.dst.port == ${port}`;
  return {
    ...{ id: `P${index}`, name: `P${index}`, description: '', enabled: true, precedence: index, action: 'allow' },
    ...{ filter: 'l4', traffic: `net.dst.ip in {${address}/${bits}}${atPort}`, devicePosture: '' },
    identity: group === undefined ? '' : `any(identity.groups.name[*] in {"${group}"})`,
  };
}

function celOf({ low, bits, port, group }: Rule): string {
  const high = low + 2 ** (32 - bits) - 1;
  const parts = [`dst >= ${low}.0 && dst <= ${high}.0`];
  if (port !== undefined) parts.push(`port == ${port}.0`);
  if (group !== undefined) parts.push(`groups.exists(g, g in ["${group}"])`);
  return parts.join(' && ');
}

function contextOf({ address, port }: Attempt, group: string): ExpressionContext {
  return new Map<string, Value>([
    ['net.dst.ip', { version: 4, bits: address }],
    ['net.dst.port', port],
    ['identity.groups.name', [bytesOf(group)]],
  ]);
}
