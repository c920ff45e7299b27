import { callFunction } from './functions.ts';
import { evaluateBinary, evaluateUnary } from './operators.ts';
import type { Expression } from './syntax.ts';
import {
  booleanOf,
  isList,
  mapOf,
  Namespace,
  nameKind,
  numberOf,
  pairsOf,
  sizeOf,
  textOf,
  Unknown,
  type Value,
} from './value.ts';

/** Where an expression is read: its file, and what names mean there. */
export type Scope = {
  readonly file: string;
  readonly find: (name: string, at: At) => Value;
  readonly work: Work;
};

/** What reading may cost in all, so that a file can't keep us busy for ever. */
export class Work {
  #steps = 0;
  depth = 0;

  take(steps = 1): boolean {
    this.#steps += steps;
    return this.#steps <= 3_000_000 && this.depth <= 250;
  }
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

/** Of a value, with everything in it: lists of lists grow fast, and all of them is looked through time and again. */
const largest = 200_000;

/** The value of an expression. Never throws for what can't be known: that is an `Unknown`, with its file and line. */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { work, file } = scope;
  if (!work.take()) return new Unknown('this takes too much to work out', { file, line: expression.line });
  work.depth += 1;
  const value = evaluateKind(expression, scope);
  work.depth -= 1;
  if (sizeOf(value) <= largest) return value;
  return new Unknown('this is too much to work out', { file, line: expression.line });
}

function evaluateKind(expression: Expression, scope: Scope): Value {
  const at = { file: scope.file, line: expression.line };
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return scope.find(expression.name, at);
    case 'template':
      return joinTexts(
        expression.parts.map((part) => evaluate(part, scope)),
        at,
        scope.work,
      );
    case 'attribute':
      return readMember(evaluate(expression.of, scope), expression.name, at);
    case 'index':
      return readIndex(evaluate(expression.of, scope), evaluate(expression.key, scope), at);
    case 'splat':
      return evaluateSplat(expression, scope);
    case 'conditional':
      return evaluateConditional(expression, scope);
    case 'unary':
      return evaluateUnary(expression.operator, evaluate(expression.of, scope), at);
    case 'binary':
      return evaluateBinary(
        expression.operator,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
        at,
      );
    case 'tuple':
      return expression.items.map((item) => evaluate(item, scope));
    case 'object':
      return evaluateObject(expression, scope);
    case 'for':
      return evaluateFor(expression, scope);
    case 'call':
      return evaluateCall(expression, scope);
  }
}

type At = { readonly file: string; readonly line: number };
const longestText = 4_000_000;

function joinTexts(values: readonly Value[], at: At, work: Work): Value {
  const texts: string[] = [];
  for (const value of values) {
    if (value instanceof Unknown) return value;
    const text = textOf(value);
    if (text === undefined) return new Unknown(`${nameKind(value)} can’t stand in a text`, at, 'error');
    texts.push(text);
  }
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length > longestText || !work.take(length >> 6)) return new Unknown('this text is too long', at);
  return texts.join('');
}

export function readMember(value: Value, name: string, at: At): Value {
  if (value instanceof Unknown) return value;
  if (value instanceof Namespace) return value.read(name, at.line);
  if (value instanceof Map && value.has(name)) return value.get(name);
  if (isList(value)) return new Unknown(`a list has no .${name}; name one item first`, at, 'error');
  return new Unknown(`${nameKind(value)} has no ${name}`, at, 'error');
}

function readIndex(value: Value, key: Value, at: At): Value {
  if (value instanceof Unknown) return value;
  if (key instanceof Unknown) return key;
  const position = numberOf(key);
  if (isList(value)) {
    const isThere = position !== undefined && Number.isInteger(position) && position >= 0 && position < value.length;
    return isThere ? value[position] : new Unknown(`the list has no item [${textOf(key) ?? ''}]`, at, 'error');
  }
  const name = textOf(key);
  if (name === undefined) return new Unknown(`${nameKind(key)} is no index`, at, 'error');
  if (value instanceof Map) {
    return value.has(name) ? value.get(name) : new Unknown(`there is no item ["${name}"]`, at, 'error');
  }
  return readMember(value, name, at);
}

function evaluateSplat({ of, each }: Of<'splat'>, scope: Scope): Value {
  const value = evaluate(of, scope);
  if (value instanceof Unknown) return value;
  if (value === undefined) return [];
  const items = isList(value) || value instanceof Set ? [...value] : [value];
  return items.map((item) => evaluate(each, withNames(scope, new Map([['*', item]]))));
}

function evaluateConditional({ test, then, otherwise, line }: Of<'conditional'>, scope: Scope): Value {
  const value = evaluate(test, scope);
  if (value instanceof Unknown) return value;
  const holds = booleanOf(value);
  if (holds === undefined) {
    const message = `a condition is true or false, not ${nameKind(value)}`;
    return new Unknown(message, { file: scope.file, line }, 'error');
  }
  return evaluate(holds ? then : otherwise, scope);
}

function evaluateObject({ entries, line }: Of<'object'>, scope: Scope): Value {
  const read: [string, Value][] = [];
  for (const entry of entries) {
    const key = evaluate(entry.key, scope);
    if (key instanceof Unknown) return key;
    const name = textOf(key);
    if (name === undefined) return new Unknown(`${nameKind(key)} is no key`, { file: scope.file, line }, 'error');
    read.push([name, evaluate(entry.value, scope)]);
  }
  return mapOf(read);
}

function evaluateFor(loop: Of<'for'>, scope: Scope): Value {
  const at = { file: scope.file, line: loop.line };
  const over = evaluate(loop.of, scope);
  if (over instanceof Unknown) return over;
  const pairs = pairsOf(over);
  if (pairs === undefined)
    return new Unknown(`\`for\` goes through lists and maps, not ${nameKind(over)}`, at, 'error');
  const items: Value[] = [];
  const entries = new Map<string, Value[]>();
  for (const [key, item] of pairs) {
    const names = new Map<string, Value>([[loop.valueName, item]]);
    if (loop.keyName !== undefined) names.set(loop.keyName, key);
    const inner = withNames(scope, names);
    const kept = loop.condition === undefined ? true : evaluate(loop.condition, inner);
    if (kept instanceof Unknown) return kept;
    if (booleanOf(kept) !== true) continue;
    const value = evaluate(loop.value, inner);
    if (loop.key === undefined) {
      items.push(value);
      continue;
    }
    const named = evaluate(loop.key, inner);
    if (named instanceof Unknown) return named;
    const name = textOf(named);
    if (name === undefined) return new Unknown(`${nameKind(named)} is no key`, at, 'error');
    if (entries.has(name) && !loop.groups) return new Unknown(`the key "${name}" comes twice`, at, 'error');
    entries.set(name, [...(entries.get(name) ?? []), value]);
  }
  if (loop.makes === 'text') return joinTexts(items, at, scope.work);
  if (loop.makes === 'tuple') return items;
  return mapOf([...entries].map(([name, values]) => [name, loop.groups ? values : values[0]]));
}

function evaluateCall(call: Of<'call'>, scope: Scope): Value {
  const at = { file: scope.file, line: call.line };
  // These two alone look at faults instead of handing them on.
  if (call.name === 'try') {
    for (const arg of call.args) {
      const value = evaluate(arg, scope);
      if (!(value instanceof Unknown && value.isError)) return value;
    }
    return new Unknown('nothing given to try() has a value', at, 'error');
  }
  const args = call.args.map((arg) => evaluate(arg, scope));
  if (call.name === 'can') return args[0] instanceof Unknown ? (args[0].isError ? false : args[0]) : true;
  const last = call.spreads ? args.pop() : undefined;
  if (last instanceof Unknown) return last;
  const all = [...args, ...(call.spreads ? (pairsOf(last) ?? []).map(([, item]) => item) : [])];
  return callFunction(call.name, all, at, scope.work);
}

export function withNames(scope: Scope, names: ReadonlyMap<string, Value>): Scope {
  return { ...scope, find: (name, at) => (names.has(name) ? names.get(name) : scope.find(name, at)) };
}
