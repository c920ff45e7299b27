import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../../app/terraform/syntax.ts';
import type { HclSource } from './hcl-source.ts';
import { type Part, TemplateReader } from './template-parts.ts';
import { removeIndent } from './template-text.ts';

/** A string in quotes or a heredoc, of which `left` characters at the end are left out. */
export function readTemplate(source: HclSource, node: Node, left = 0): Expression {
  const line = source.lineAt(node.startIndex);
  const isHeredoc = node.type === 'heredoc_template';
  const parts = node.children;
  const end = parts.at(-1);
  const start = parts[isHeredoc ? 1 : 0];
  if (start === undefined || end === undefined) return { kind: 'literal', value: '', line };
  const from = isHeredoc ? startOfHeredoc(source, start) : start.endIndex;
  const to = isHeredoc ? source.text.lastIndexOf('\n', end.startIndex) + 1 : end.startIndex;
  const reader = new TemplateReader(source, isHeredoc ? 'heredoc' : 'quoted', from);
  const read = reader.readParts(parts.slice(isHeredoc ? 2 : 1, -1), to - left);
  if (isHeredoc && parts[0] !== undefined && source.textOf(parts[0]) === '<<-') removeIndent(reader.texts);
  return assemble(read, line);
}

function startOfHeredoc(source: HclSource, word: Node): number {
  const newline = source.text.indexOf('\n', word.endIndex);
  const isOk = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(source.textOf(word)) && source.text[word.startIndex - 1] !== ' ';
  if (!isOk || source.text.slice(word.endIndex, newline).trim() !== '') {
    source.fail('expected a heredoc such as <<EOT and its text on the next line', undefined, word.startIndex);
  }
  return newline + 1;
}

/** A template that is one value is that value, of whatever type; any other is a text. */
function assemble(parts: readonly Part[], line: number): Expression {
  const [only, second] = parts.filter((part) => part.kind !== 'text' || part.text.value !== '');
  if (only === undefined) return { kind: 'literal', value: '', line };
  if (second === undefined && only.kind === 'text') return { kind: 'literal', value: only.text.value, line };
  if (second === undefined && only.kind === 'value') return only.value;
  return join(parts, line);
}

function join(parts: readonly Part[], line: number): Expression {
  const written = parts.filter((part) => part.kind !== 'text' || part.text.value !== '');
  return { kind: 'template', parts: written.map((part) => expressionOf(part, line)), line };
}

function expressionOf(part: Part, line: number): Expression {
  switch (part.kind) {
    case 'text':
      return { kind: 'literal', value: part.text.value, line: part.text.line };
    case 'value':
      return part.value;
    case 'if': {
      const { test } = part;
      const [then, otherwise] = [join(part.then, line), join(part.otherwise, line)];
      return { kind: 'conditional', test, then, otherwise, line };
    }
    case 'for':
      return { kind: 'for', makes: 'text', ...part.loop, value: join(part.parts, line), groups: false, line };
  }
}
