import type { JsonText } from '../imports/json-text.ts';
import type { HclReader } from './hcl-reader.ts';
import type { Attribute, Block, Body, Expression } from './syntax.ts';

/**
 * The body of a `*.tf.json` or `*.tfvars.json` file. JSON does not tell blocks from attributes: only what Terraform
 * itself reads (resources, variables, `dynamic`) becomes blocks. A line is that of the object around.
 */
export function bodyOfJson(hcl: HclReader, json: JsonText, file: string): Body {
  return new JsonBodyReader(hcl, json, file).readFile();
}

/** How many labels the blocks of a kind have. */
const labelsOf: ReadonlyMap<string, number> = new Map([
  ...(['resource', 'data'] as const).map((type) => [type, 2] as const),
  ...(['variable', 'module', 'output', 'provider'] as const).map((type) => [type, 1] as const),
  ...(['locals', 'terraform'] as const).map((type) => [type, 0] as const),
]);

class JsonBodyReader {
  readonly #hcl: HclReader;
  readonly #json: JsonText;
  readonly #file: string;

  constructor(hcl: HclReader, json: JsonText, file: string) {
    this.#hcl = hcl;
    this.#json = json;
    this.#file = file;
  }

  readFile(): Body {
    return this.#readBody(this.#json.value, 1, labelsOf);
  }

  #readBody(object: unknown, line: number, blockTypes: ReadonlyMap<string, number>): Body {
    const attributes = new Map<string, Attribute>();
    const blocks: Block[] = [];
    for (const [name, value] of Object.entries(isObject(object) ? object : {})) {
      const labels = blockTypes.get(name);
      if (labels === undefined) attributes.set(name, this.#readAttribute(name, value, line));
      else blocks.push(...this.#readBlocks(name, value, labels, [], line));
    }
    return { attributes, blocks };
  }

  #readBlocks(type: string, value: unknown, missing: number, labels: readonly string[], line: number): Block[] {
    const own = this.#lineOf(value, line);
    if (Array.isArray(value)) return value.flatMap((item) => this.#readBlocks(type, item, missing, labels, own));
    if (missing > 0) {
      return Object.entries(isObject(value) ? value : {}).flatMap(([label, inner]) =>
        this.#readBlocks(type, inner, missing - 1, [...labels, label], own),
      );
    }
    const inner = type === 'dynamic' ? new Map([['content', 0]]) : new Map([['dynamic', 1]]);
    return [{ type, labels, line: own, body: this.#readBody(value, own, inner) }];
  }

  #readAttribute(name: string, value: unknown, line: number): Attribute {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return { name, line: this.#lineOf(value, line), value: this.#readExpression(value, line), text };
  }

  #readExpression(value: unknown, around: number): Expression {
    const line = this.#lineOf(value, around);
    if (typeof value === 'string') return this.#readText(value, line);
    if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'literal', value, line };
    if (Array.isArray(value)) {
      return { kind: 'tuple', items: value.map((item) => this.#readExpression(item, line)), line };
    }
    if (!isObject(value)) return { kind: 'literal', value: undefined, line };
    const entries = Object.entries(value).map(([key, inner]) => ({
      key: this.#readText(key, line),
      value: this.#readExpression(inner, line),
    }));
    return { kind: 'object', entries, line };
  }

  #readText(text: string, line: number): Expression {
    if (!text.includes('{')) return { kind: 'literal', value: text, line };
    return this.#hcl.readTemplate(text, this.#file, line);
  }

  #lineOf(value: unknown, around: number): number {
    return typeof value === 'object' && value !== null ? this.#json.lineOf(value) : around;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
