import type { ImportWarning } from '../policy/policy.ts';
import type { ModuleFile } from './module.ts';
import type { Block, Body } from './syntax.ts';

/**
 * Merges `override.tf` and `*_override.tf` into the other files as Terraform does: in order of their names, each block
 * into the one of the same type and labels. Its attributes take the place of those, and its nested blocks that of all
 * of their type. What it would change and is nowhere gets a warning, where Terraform refuses.
 */
export function mergeOverrides(files: readonly ModuleFile[]): {
  readonly files: readonly ModuleFile[];
  readonly warnings: readonly ImportWarning[];
} {
  // Named alone they are what there is.
  if (files.every(({ name }) => isOverride(name))) return { files, warnings: [] };
  const overrides = files.filter(({ name }) => isOverride(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const merger = new OverrideMerger(files.filter(({ name }) => !isOverride(name)));
  for (const { name, body } of overrides) for (const block of body.blocks) merger.merge(name, block);
  return { files: merger.files(), warnings: merger.warnings };
}

function isOverride(name: string): boolean {
  return /(^|[/\\]|_)override\.tf(\.json)?$/.test(name);
}

class OverrideMerger {
  readonly warnings: ImportWarning[] = [];
  readonly #files: { readonly name: string; readonly body: Body; readonly blocks: Block[] }[];

  constructor(files: readonly ModuleFile[]) {
    this.#files = files.map(({ name, body }) => ({ name, body, blocks: [...body.blocks] }));
  }

  merge(file: string, override: Block): void {
    if (override.type === 'locals') return this.#mergeLocals(file, override);
    const address = addressOf(override);
    for (const { blocks } of this.#files) {
      const at = blocks.findIndex((block) => addressOf(block) === address);
      const block = blocks[at];
      if (block === undefined) continue;
      blocks[at] = { ...block, body: mergeBodies(block.body, override.body, file, override.type === 'terraform') };
      return;
    }
    // Terraform's own settings need not be there before.
    if (override.type === 'terraform') this.#files[0]?.blocks.push(override);
    else this.#warn(file, override.line, address.replace(/^resource\./, ''));
  }

  /** Each by its name, wherever it stands. */
  #mergeLocals(file: string, override: Block): void {
    for (const [name, attribute] of override.body.attributes) {
      const isSet = this.#files.some(({ blocks }) =>
        blocks.some((block, at) => {
          if (block.type !== 'locals' || !block.body.attributes.has(name)) return false;
          const attributes = new Map([...block.body.attributes, [name, { ...attribute, file }]]);
          blocks[at] = { ...block, body: { ...block.body, attributes } };
          return true;
        }),
      );
      if (!isSet) this.#warn(file, attribute.line, `local.${name}`);
    }
  }

  #warn(file: string, line: number, address: string): void {
    const message = `overrides ${address}, which is in none of the files, and is left out; Terraform refuses that`;
    this.warnings.push({ code: 'override-of-nothing', message, file, line });
  }

  files(): readonly ModuleFile[] {
    return this.#files.map(({ name, body, blocks }) => ({ name, body: { ...body, blocks } }));
  }
}

function addressOf({ type, labels }: Block): string {
  return [type, ...labels].join('.');
}

function mergeBodies(body: Body, override: Body, file: string, mergesNested: boolean): Body {
  const attributes = new Map(body.attributes);
  for (const [name, attribute] of override.attributes) attributes.set(name, { ...attribute, file });
  const blocks = override.blocks.map((block) => ({ ...block, file }));
  if (mergesNested) return { attributes, blocks: mergeNested(body.blocks, blocks, file) };
  const replaced = new Set(override.blocks.map(nameOf));
  return { attributes, blocks: [...body.blocks.filter((block) => !replaced.has(nameOf(block))), ...blocks] };
}

/** Of Terraform's own settings the providers are overridden one by one. */
function mergeNested(blocks: readonly Block[], overrides: readonly Block[], file: string): readonly Block[] {
  const merged = [...blocks];
  for (const override of overrides) {
    const at = merged.findIndex((block) => addressOf(block) === addressOf(override));
    const block = merged[at];
    if (block === undefined) merged.push(override);
    else merged[at] = { ...block, body: mergeBodies(block.body, override.body, file, false) };
  }
  return merged;
}

/** A `dynamic` block stands for those that it makes. */
function nameOf({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0] ?? '') : type;
}
