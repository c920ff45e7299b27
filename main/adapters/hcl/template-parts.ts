import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../../app/terraform/syntax.ts';
import type { HclSource } from './hcl-source.ts';
import { readLoop } from './read-collection.ts';
import { readBracketed } from './read-expression.ts';
import { decodeText, type TemplateText } from './template-text.ts';

export type Part =
  | { readonly kind: 'text'; readonly text: TemplateText }
  | { readonly kind: 'value'; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly then: readonly Part[];
      readonly otherwise: readonly Part[];
    }
  | { readonly kind: 'for'; readonly loop: ReturnType<typeof readLoop>; readonly parts: readonly Part[] };

/**
 * Goes through a template's parts. Text is what stands between them in the source: the grammar's own nodes for it leave
 * spaces out.
 */
export class TemplateReader {
  readonly texts: TemplateText[] = [];
  readonly #source: HclSource;
  readonly #form: 'quoted' | 'heredoc';
  #at: number;
  #trims = false;

  constructor(source: HclSource, form: 'quoted' | 'heredoc', from: number) {
    this.#source = source;
    this.#form = form;
    this.#at = from;
  }

  readParts(nodes: readonly Node[], to: number): readonly Part[] {
    const parts: Part[] = [];
    for (const node of nodes) {
      if (node.type === 'template_interpolation') parts.push(...this.#readText(node.startIndex), this.#readValue(node));
      if (node.type === 'template_directive') parts.push(...this.#readText(node.startIndex), this.#readDirective(node));
    }
    return [...parts, ...this.#readText(to)];
  }

  #readText(to: number): readonly Part[] {
    const from = this.#at;
    const value = decodeText(this.#source, this.#form, from, to);
    const startsLine = this.#form === 'heredoc' && this.#source.text[from - 1] === '\n';
    const text = { value: this.#trims ? value.trimStart() : value, line: this.#source.lineAt(from), startsLine };
    this.texts.push(text);
    this.#at = to;
    return [{ kind: 'text', text }];
  }

  /** Steps over what stands between a template's braces, and takes the spaces around that its `~` takes. */
  #stepOver(node: Node): void {
    const marks = node.children
      .map(({ type }, index) => (type === 'strip_marker' ? index : -1))
      .filter((index) => index >= 0);
    const last = this.texts.at(-1);
    if (marks[0] === 1 && last !== undefined) last.value = last.value.trimEnd();
    this.#trims = marks.includes(node.childCount - 2) && node.childCount > 2;
    this.#at = node.endIndex;
  }

  #readValue(node: Node): Part {
    const value = node.children.find(({ type }) => type === 'expression');
    if (value === undefined) {
      return this.#source.fail('expected a value in the braces', undefined, node.startIndex);
    }
    this.#stepOver(node);
    return { kind: 'value', value: readBracketed(this.#source, value) };
  }

  #readDirective(directive: Node): Part {
    const [node] = directive.children;
    const [intro, ...rest] = node?.children ?? [];
    const end = rest.at(-1);
    if (node === undefined || intro === undefined || end === undefined) {
      return this.#source.fail('expected if, else, endif, for or endfor after %{', undefined, directive.startIndex);
    }
    this.#stepOver(intro);
    return this.#source.within(node, false, () => {
      const inner = rest.slice(0, -1);
      if (node.type === 'template_for') {
        const parts = this.readParts(inner, end.startIndex);
        this.#stepOver(end);
        return { kind: 'for', loop: readLoop(this.#source, intro), parts };
      }
      return this.#readIf(intro, inner, end);
    });
  }

  #readIf(intro: Node, inner: readonly Node[], end: Node): Part {
    const asked = intro.children.find(({ type }) => type === 'expression');
    if (asked === undefined) return this.#source.fail('expected a condition after if', undefined, intro.endIndex);
    const test = readBracketed(this.#source, asked);
    const at = inner.findIndex(({ type }) => type === 'template_else_intro');
    const turn = inner[at];
    const then = this.readParts(turn === undefined ? inner : inner.slice(0, at), (turn ?? end).startIndex);
    if (turn !== undefined) this.#stepOver(turn);
    const otherwise = turn === undefined ? [] : this.readParts(inner.slice(at + 1), end.startIndex);
    this.#stepOver(end);
    return { kind: 'if', test, then, otherwise };
  }
}
