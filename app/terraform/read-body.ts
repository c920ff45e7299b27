import { evaluate, type Scope, withNames } from './evaluate.ts';
import type { Block, Body, Expression } from './syntax.ts';
import { mapOf, pairsOf, Unknown, type Value } from './value.ts';

/** What Terraform itself reads in a resource. */
const metaArguments: ReadonlySet<string> = new Set([
  ...['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'connection', 'provisioner', 'timeouts'],
]);

/** A resource's values. Blocks become lists of maps, `dynamic` ones as many as their `for_each` says. */
export function readResourceBody(body: Body, scope: Scope): ReadonlyMap<string, Value> {
  return new Map([...readBody(body, scope)].filter(([name]) => !metaArguments.has(name)));
}

function readBody(body: Body, scope: Scope): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, value, file } of body.attributes.values()) values.set(name, evaluate(value, inFile(scope, file)));
  for (const block of body.blocks) {
    const name = block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type;
    const known = values.get(name);
    const own = inFile(scope, block.file);
    const read = block.type === 'dynamic' ? expand(block, own) : [readBody(block.body, own)];
    if (read instanceof Unknown || known instanceof Unknown) values.set(name, known ?? read);
    else values.set(name, [...(Array.isArray(known) ? known : []), ...read]);
  }
  return values;
}

function inFile(scope: Scope, file = scope.file): Scope {
  return { ...scope, file };
}

function expand({ labels, body, line }: Block, scope: Scope): readonly Value[] | Unknown {
  const at = { file: scope.file, line };
  const each = body.attributes.get('for_each');
  const content = body.blocks.find(({ type }) => type === 'content');
  const over = each === undefined ? undefined : evaluate(each.value, scope);
  if (over instanceof Unknown) return over;
  const pairs = pairsOf(over);
  if (pairs === undefined || content === undefined) return new Unknown('dynamic wants for_each and content', at);
  const iterator = body.attributes.get('iterator')?.value;
  const name = iterator?.kind === 'name' ? iterator.name : (labels[0] ?? '');
  return pairs.map(([key, value]) => {
    const names = new Map([
      [
        name,
        mapOf([
          ['key', key],
          ['value', value],
        ]),
      ],
    ]);
    return readBody(content.body, withNames(scope, names));
  });
}

/** The lines of what stands in a body, by dotted path; without what stands in another file. */
export function findLines(body: Body, path = '', lines = new Map<string, number>()): ReadonlyMap<string, number> {
  for (const { name, line, value, file } of body.attributes.values()) {
    if (file !== undefined) continue;
    lines.set(`${path}${name}`, line);
    findEntryLines(value, `${path}${name}.`, lines);
  }
  for (const { type, labels, line, body: inner, file } of body.blocks) {
    if (file !== undefined) continue;
    const name = type === 'dynamic' ? (labels[0] ?? '') : type;
    if (type !== 'content') lines.set(`${path}${name}`, line);
    findLines(inner, type === 'content' ? path : `${path}${name}.`, lines);
  }
  return lines;
}

function findEntryLines(value: Expression, path: string, lines: Map<string, number>): void {
  if (value.kind !== 'object') return;
  for (const { key, value: inner } of value.entries) {
    if (key.kind !== 'literal') continue;
    lines.set(`${path}${key.value}`, key.line);
    findEntryLines(inner, `${path}${key.value}.`, lines);
  }
}
