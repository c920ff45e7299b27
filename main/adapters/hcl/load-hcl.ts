import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Language, Node, Parser, ParseState } from 'web-tree-sitter';
import type { HclReader } from '../../../app/terraform/hcl-reader.ts';
import type { Expression } from '../../../app/terraform/syntax.ts';
import { explainFault } from './explain-fault.ts';
import { findHalt } from './find-halt.ts';
import { HclSource } from './hcl-source.ts';
import { readBody } from './read-body.ts';
import { readTemplate } from './read-template.ts';

let loading: Promise<HclReader> | undefined;

/** Starts the parser, once; nothing of it is read before. */
export function loadHcl(): Promise<HclReader> {
  loading ??= startParser().then(({ parser, language }) => new TreeReader(parser, language));
  return loading;
}

async function startParser(): Promise<{ readonly parser: Parser; readonly language: Language }> {
  const { Language, Parser } = await import('web-tree-sitter');
  const load = createRequire(import.meta.url);
  // Read by us, for what reads files by other means finds none in an archive of Electron's.
  await Parser.init({ wasmBinary: await readFile(load.resolve('web-tree-sitter/web-tree-sitter.wasm')) });
  const language = await Language.load(await readFile(findGrammar(load)));
  return { parser: new Parser().setLanguage(language), language };
}

/** The build lays it beside this file; from the sources it lies where npm put it. */
function findGrammar(load: NodeJS.Require): string {
  const built = fileURLToPath(new URL('tree-sitter-hcl.wasm', import.meta.url));
  return existsSync(built) ? built : load.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm');
}

/** Characters; configurations are a thousandth of it. */
const longest = 4_000_000;

class TreeReader implements HclReader {
  readonly #parser: Parser;
  readonly #language: Language;

  constructor(parser: Parser, language: Language) {
    this.#parser = parser;
    this.#language = language;
  }

  readBody(text: string, file: string) {
    return this.#read(new HclSource(text.replace(/^\u{feff}/u, ' '), file), (source, root) => {
      const [body] = root.children.filter(({ type }) => type !== 'comment');
      if (body !== undefined && body.type !== 'body') {
        source.fail(
          `expected an attribute or a block, found ${source.foundAt(body.startIndex)}`,
          undefined,
          body.startIndex,
        );
      }
      return readBody(source, body?.children ?? []);
    });
  }

  /** A heredoc is just such a text, with words around it. */
  readTemplate(text: string, file: string, line: number): Expression {
    let word = 'E';
    while (text.includes(word)) word += 'E';
    const around = `t = <<${word}\n${text}\n${word}\n`;
    return this.#read(new HclSource(around, file, line - 1), (source, root) => {
      const [heredoc] = root.descendantsOfType('heredoc_template');
      if (heredoc === undefined) return { kind: 'literal', value: text, line };
      return readTemplate(source, heredoc, '\n'.length);
    });
  }

  #read<T>(source: HclSource, read: (source: HclSource, root: Node) => T): T {
    if (source.text.length > longest) source.fail(`the file is longer than ${longest / 1_000_000} MB`, undefined, 0);
    // The grammar wants a line's end behind the last word of a heredoc.
    const text = `${hideNumbers(source.text)}\n`;
    let calls = 0;
    const isStopped = ({ currentOffset, hasError }: ParseState) => {
      // It is called at the end too, when all is read: offsets are bytes of UTF-16.
      if (!hasError && currentOffset < text.length * 2) calls += 1;
      return hasError;
    };
    // What the grammar would make of the rest behind a fault is not looked at.
    const tree = this.#parser.parse(text, undefined, { progressCallback: isStopped });
    try {
      if (tree !== null && !tree.rootNode.hasError) return read(source, tree.rootNode);
      return explainFault(this.#parser, this.#language, source, findHalt(this.#parser, text, calls));
    } finally {
      tree?.delete();
    }
  }
}

/** The grammar takes `1.0e3` and not `1e3`: that goes as a name as long, for all text is read from the file itself. */
function hideNumbers(text: string): string {
  return text.replaceAll(/(?<![\p{L}\p{N}_.])\d+[eE][+-]?\d+/gu, (digits) => '_'.repeat(digits.length));
}
