import { Composer, type CST, type Document, isCollection, isNode, isScalar, LineCounter, Parser, visit } from 'yaml';
import { yamlRemedy } from '../../app/environment/yaml-remedy.ts';
import { DecodeError, type Fault } from '../../app/errors.ts';

export type YamlText = { readonly document: Document.Parsed; readonly lines: LineCounter; readonly data: unknown };

/** Characters. Reading takes about a second and a half each million. */
const longest = 4_000_000;
const deepest = 100;

/**
 * Reads one YAML (or JSON) document. Throws `DecodeError` with line and column; also for what would take a reader's memory
 * or stack: aliases that multiply, and values nested without end.
 */
export function readYaml(text: string): YamlText {
  if (text.length > longest) {
    const message = `it is ${megabytes(text.length)} MB long, and at most ${megabytes(longest)} MB are read: keep policies in the API’s export and import that`;
    throw new DecodeError([{ path: '', message }]);
  }
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tokens.map(findTooDeep).find((offset) => offset !== undefined);
  if (deep !== undefined) {
    throw new DecodeError([{ path: '', message: `it is nested deeper than ${deepest} levels`, ...place(deep) }]);
  }
  const [document, second] = new Composer({ prettyErrors: false, logLevel: 'error' }).compose(
    tokens,
    true,
    text.length,
  );
  if (document === undefined) throw new DecodeError([{ path: '', message: 'it is empty' }]);
  const faults: Fault[] = document.errors.map(({ code, message, pos }) => ({
    ...{ path: '', message, hint: yamlRemedy(code) },
    ...place(pos[0]),
  }));
  if (second !== undefined) {
    const message = 'a second document begins here: write one document per file';
    faults.push({ path: '', message, ...place(second.range[0]) });
  }
  faults.push(...findOddNames(document, place));
  if (faults.length > 0) throw new DecodeError(faults);
  return { document, lines, data: toData(document, place) };
}

/** YAML takes anything for a name, where a file here has words. */
function findOddNames(document: Document.Parsed, place: (offset: number) => Pick<Fault, 'line' | 'column'>): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Pair: (_key, { key }) => {
      const isEmpty = isScalar(key) && key.value === null;
      if (!isNode(key) || !(isCollection(key) || isEmpty)) return;
      const message = isEmpty ? 'a name is missing here' : 'a mapping or a list is no name';
      faults.push({
        ...{ path: '', message, hint: 'write one word before the colon' },
        ...place(key.range?.[0] ?? 0),
      });
    },
  });
  return faults;
}

function toData(document: Document.Parsed, place: (offset: number) => Pick<Fault, 'line' | 'column'>): unknown {
  try {
    return document.toJS();
  } catch (fault) {
    if (!(fault instanceof ReferenceError)) throw fault;
    if (/excessive/i.test(fault.message)) {
      throw new DecodeError([{ path: '', message: 'its aliases multiply without end: write the values out' }]);
    }
    const message = fault.message.replace(/^Unresolved alias.*: (.*)$/s, 'the alias *$1 is set nowhere before it');
    const offset = findUnresolved(document);
    throw new DecodeError([{ path: '', message, ...(offset === undefined ? {} : place(offset)) }]);
  }
}

function findUnresolved(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = alias.range?.[0];
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where a token is nested too deep. Without recursion: what comes after this recurses, and would run out of stack. */
function findTooDeep(token: CST.Token): number | undefined {
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.depth > deepest) return one.token.offset;
    for (const inner of tokensIn(one.token)) waiting.push({ token: inner, depth: one.depth + 1 });
  }
  return undefined;
}

function tokensIn(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== undefined && part !== null));
}

function megabytes(length: number): string {
  return (length / 1_000_000).toFixed(1).replace(/\.0$/, '');
}
