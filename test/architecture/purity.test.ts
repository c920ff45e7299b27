import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { listSources, parse } from './sources.ts';

/** What would make a replay differ, or tie the app room to a host. */
const banned = new Set([
  'Date',
  'Intl',
  'globalThis',
  'performance',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'queueMicrotask',
  'fetch',
  'crypto',
  'console',
]);

/** Reads and writes calendar dates; what it must not do is ask for the present. */
const calendar = 'app/time/calendar.ts';

function impuritiesIn(path: string, text?: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && banned.has(node.text) && !namesMember(node)) {
      if (!(path === calendar && node.text === 'Date' && !asksForPresent(node))) found.push(node.parent.getText());
    }
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') found.push('Math.random');
    ts.forEachChild(node, visit);
  };
  visit(parse(path, text));
  return found;
}

/** `x.process`, `{ process: 1 }`, `process: string` in a type: a name of ours, not the global. */
function namesMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  const declaresMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent);
  return declaresMember && parent.name === node;
}

function asksForPresent(date: ts.Identifier): boolean {
  const { parent } = date;
  if (ts.isNewExpression(parent)) return (parent.arguments ?? []).length === 0;
  return !(ts.isPropertyAccessExpression(parent) && ['parse', 'UTC'].includes(parent.name.text));
}

describe('the app room', () => {
  it.each(listSources('app'))('%s takes time, chance and the world as arguments', (path) => {
    expect(impuritiesIn(path)).toEqual([]);
  });
});

describe('the purity check', () => {
  it.each([
    ['app/a.ts', 'const now = Date.now();'],
    ['app/a.ts', 'const at = new Date(0);'],
    ['app/a.ts', 'setTimeout(() => {}, 1);'],
    ['app/a.ts', 'const draw = Math.random;'],
    ['app/a.ts', 'const { env } = process;'],
    ['app/a.ts', 'const f = { setTimeout };'],
    [calendar, 'const now = Date.now();'],
    [calendar, 'const now = new Date();'],
    [calendar, 'const now = Date();'],
  ])('in %s refuses %s', (path, text) => {
    expect(impuritiesIn(path, text)).toHaveLength(1);
  });

  it.each([
    ['app/a.ts', 'const kind = flow.process;'],
    ['app/a.ts', 'type Seen = { process: string };'],
    [calendar, 'const at = new Date(0);'],
    [calendar, "const at = Date.parse('2026-01-01');"],
  ])('in %s allows %s', (path, text) => {
    expect(impuritiesIn(path, text)).toEqual([]);
  });
});
