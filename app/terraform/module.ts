import type { ImportWarning } from '../policy/policy.ts';
import { checksumOf } from './checksum.ts';
import { convertTo } from './convert.ts';
import { evaluate, type Scope, Work, withNames } from './evaluate.ts';
import { findLines, readResourceBody } from './read-body.ts';
import type { Resource } from './resource.ts';
import type { Attribute, Block, Body } from './syntax.ts';
import { mapOf, Namespace, nameKind, numberOf, pairsOf, textOf, Unknown, type Value } from './value.ts';

export type ModuleFile = { readonly name: string; readonly body: Body };

/** A resource block and the id that it goes by here. */
export type Declared = { readonly file: string; readonly block: Block; readonly id: string };

type Instance = { readonly key?: string | number; readonly names: ReadonlyMap<string, Value> };
const mostInstances = 10_000;

/** One folder of Terraform files: what its variables, locals and resources mean. */
export class TerraformModule {
  readonly warnings: readonly ImportWarning[];
  readonly #work = new Work();
  readonly #locals = new Map<string, { readonly file: string; readonly attribute: Attribute }>();
  readonly #variables = new Map<string, { readonly file: string; readonly block: Block }>();
  readonly #given = new Map<string, { readonly file: string; readonly attribute: Attribute }>();
  readonly #resources = new Map<string, Map<string, Declared>>();
  readonly #known = new Map<string, Value>();
  readonly #asked = new Set<string>();

  /** `given` are the files with variables' values; a later one wins. */
  constructor(files: readonly ModuleFile[], given: readonly ModuleFile[], resources: readonly Declared[]) {
    for (const { name: file, body } of files) for (const block of body.blocks) this.#declare(file, block);
    for (const { name: file, body } of given) {
      for (const attribute of body.attributes.values()) this.#given.set(attribute.name, { file, attribute });
    }
    for (const declared of resources) {
      const [type = '', label = ''] = declared.block.labels;
      const ofType = this.#resources.get(type) ?? new Map<string, Declared>();
      ofType.set(label, declared);
      this.#resources.set(type, ofType);
    }
    this.warnings = files.flatMap(({ name: file, body }) =>
      body.blocks
        .filter(({ type }) => type === 'module')
        .map(({ labels, line }) => {
          const message = `module "${labels[0] ?? ''}" is not followed: import its folder too if it holds policies`;
          return { code: 'module', message, file, line };
        }),
    );
  }

  #declare(file: string, block: Block): void {
    const [label = ''] = block.labels;
    if (block.type === 'variable') this.#variables.set(label, { file, block });
    if (block.type !== 'locals') return;
    for (const attribute of block.body.attributes.values()) this.#locals.set(attribute.name, { file, attribute });
  }

  /** Every resource that a block makes. One of which the number is not known is there once, and says so. */
  instancesOf(declared: Declared): readonly Resource[] {
    const instances = this.#repeat(declared);
    if (!(instances instanceof Unknown)) return instances.map((instance) => this.#make(declared, instance));
    const names = new Map<string, Value>([
      ['each', new Namespace(() => instances)],
      ['count', new Namespace(() => instances)],
    ]);
    return [{ ...this.#make(declared, { names }), repetition: instances }];
  }

  #make({ file, block, id }: Declared, { key, names }: Instance): Resource {
    const [type = '', label = ''] = block.labels;
    const lines = findLines(block.body);
    const suffix = key === undefined ? '' : typeof key === 'number' ? `[${key}]` : `["${key}"]`;
    const isList = /_list$/.test(type);
    const settings = block.body.attributes.has('rule_settings') || block.body.attributes.has('items');
    const hasBlocks = block.body.blocks.some((one) =>
      /^(rule_settings|items_with_description|dynamic)$/.test(one.type),
    );
    return {
      ...{ type, label, file, line: block.line },
      address: `${type}.${label}${suffix}`,
      id: isList ? listIdOf(id, key) : `${id}${suffix}`,
      values: readResourceBody(block.body, withNames(this.#scope(file), names)),
      form: hasBlocks ? 'blocks' : settings && !isList ? 'attributes' : 'either',
      lineOf: (path) => lines.get(path) ?? block.line,
      textOf: (name) => block.body.attributes.get(name)?.text,
    };
  }

  #repeat({ file, block }: Declared): readonly Instance[] | Unknown {
    const forEach = block.body.attributes.get('for_each');
    const count = block.body.attributes.get('count');
    const scope = this.#scope((count ?? forEach)?.file ?? file);
    if (count !== undefined) return this.#countUp(evaluate(count.value, scope), { file: scope.file, line: count.line });
    if (forEach === undefined) return [{ names: new Map() }];
    const over = evaluate(forEach.value, scope);
    if (over instanceof Unknown) return over;
    const at = { file: scope.file, line: forEach.line };
    const pairs = Array.isArray(over) ? undefined : pairsOf(over);
    if (pairs === undefined) return new Unknown(`for_each takes a map or a set, not ${nameKind(over)}`, at, 'error');
    if (pairs.length > mostInstances) return new Unknown(`for_each makes more than ${mostInstances} resources`, at);
    const unknown = over instanceof Set ? [...over].find((item) => item instanceof Unknown) : undefined;
    if (unknown instanceof Unknown) return unknown;
    return pairs.map(([key, value]) => {
      return {
        key: String(key),
        names: new Map([
          [
            'each',
            mapOf([
              ['key', String(key)],
              ['value', value],
            ]),
          ],
        ]),
      };
    });
  }

  #countUp(value: Value, at: { readonly file: string; readonly line: number }): readonly Instance[] | Unknown {
    if (value instanceof Unknown) return value;
    const count = numberOf(value);
    if (count === undefined || !Number.isInteger(count) || count < 0 || count > mostInstances) {
      return new Unknown(
        `count is a number up to ${mostInstances}, not ${textOf(value) ?? nameKind(value)}`,
        at,
        'error',
      );
    }
    return Array.from({ length: count }, (_, index) => {
      return { key: index, names: new Map([['count', mapOf([['index', index]])]]) };
    });
  }

  #scope(file: string): Scope {
    return { file, work: this.#work, find: (name, at) => this.#find(name, at) };
  }

  #find(name: string, at: { readonly file: string; readonly line: number }): Value {
    switch (name) {
      case 'local':
        return new Namespace((member, line) =>
          this.#once(`local.${member}`, { ...at, line }, () => this.#local(member)),
        );
      case 'var':
        return new Namespace((member, line) =>
          this.#once(`var.${member}`, { ...at, line }, () => this.#variable(member, { ...at, line })),
        );
      case 'path':
      case 'terraform':
        return new Unknown(`${name}.… is known when Terraform runs`, at);
      case 'module':
        return new Unknown('what a module gives is not followed', at);
      case 'data':
        return new Namespace((type) => {
          const message = `data.${type} is read from the API when Terraform runs`;
          return new Unknown(message, at, /_lists?$/.test(type) ? 'list' : undefined);
        });
      case 'each':
      case 'count':
        return new Unknown(`${name} has no meaning without ${name === 'each' ? 'for_each' : 'count'}`, at, 'error');
      default:
        return this.#resourcesOf(name, at);
    }
  }

  #resourcesOf(type: string, at: { readonly file: string; readonly line: number }): Value {
    if (!type.includes('_') && !this.#resources.has(type)) return new Unknown(`nothing is called ${type}`, at, 'error');
    return new Namespace((label, line) => {
      const declared = this.#resources.get(type)?.get(label);
      const kind = /_list$/.test(type) ? 'list' : undefined;
      if (declared === undefined) return new Unknown(`${type}.${label} is not in these files`, { ...at, line }, kind);
      return this.#once(`${type}.${label}`, { ...at, line }, () => this.#reference(declared));
    });
  }

  #reference(declared: Declared): Value {
    const instances = this.#repeat(declared);
    if (instances instanceof Unknown) return instances;
    const made = instances.map((instance) => [instance.key, this.#referenceOne(declared, instance)] as const);
    const [first] = made;
    if (declared.block.body.attributes.has('count')) return made.map(([, reference]) => reference);
    if (!declared.block.body.attributes.has('for_each')) return first?.[1];
    return mapOf(made.map(([key, reference]) => [String(key), reference]));
  }

  #referenceOne({ block, file, id }: Declared, { key, names }: Instance): Value {
    const [type = '', label = ''] = block.labels;
    return new Namespace((member, line) => {
      if (member === 'id' && /_list$/.test(type)) return listIdOf(id, key);
      const attribute = block.body.attributes.get(member);
      if (attribute === undefined) {
        return new Unknown(`${type}.${label}.${member} is known when Terraform has applied it`, { file, line });
      }
      const name = `${type}.${label} ${key ?? ''} ${member}`;
      return this.#once(name, { file, line }, () =>
        evaluate(attribute.value, withNames(this.#scope(attribute.file ?? file), names)),
      );
    });
  }

  #local(name: string): Value {
    const local = this.#locals.get(name);
    return local === undefined
      ? undefined
      : evaluate(local.attribute.value, this.#scope(local.attribute.file ?? local.file));
  }

  #variable(name: string, at: { readonly file: string; readonly line: number }): Value {
    const declared = this.#variables.get(name);
    if (declared === undefined) return new Unknown(`the variable ${name} is not declared`, at, 'error');
    const { file, block } = declared;
    const given = this.#given.get(name) ?? { file, attribute: block.body.attributes.get('default') };
    if (given.attribute === undefined) {
      const where = 'give it in terraform.tfvars, in *.auto.tfvars or with --var-file';
      return new Unknown(`the variable ${name} has no value: ${where}`, { file, line: block.line });
    }
    const { line, value: expression } = given.attribute;
    const constant = { file: given.attribute.file ?? given.file, work: this.#work, find: noNames };
    const value = evaluate(expression, constant);
    const type = block.body.attributes.get('type')?.value;
    return type === undefined ? value : convertTo(type, value, { file: constant.file, line });
  }

  /** Works something out the first time it is asked for; what asks for itself on the way is no value. */
  #once(name: string, at: { readonly file: string; readonly line: number }, work: () => Value): Value {
    if (name.startsWith('local.') && !this.#locals.has(name.slice('local.'.length))) {
      return new Unknown(`${name} is not set anywhere`, at, 'error');
    }
    if (this.#known.has(name)) return this.#known.get(name);
    if (this.#asked.has(name)) return new Unknown(`${name} refers to itself`, at, 'error');
    this.#asked.add(name);
    const value = work();
    this.#asked.delete(name);
    this.#known.set(name, value);
    return value;
  }
}

const noNames: Scope['find'] = (name, at) => new Unknown(`${name} can’t stand in a variable’s value`, at, 'error');

/** Lists are named in policies, where few characters may stand. */
function listIdOf(id: string, key: string | number | undefined): string {
  if (key === undefined) return id;
  const clean = String(key).replaceAll(/[^A-Za-z0-9_-]/g, '_');
  const different = clean === String(key) ? '' : `-${checksumOf(String(key)).toString(16)}`;
  return `${id}-${clean}${different}`;
}
