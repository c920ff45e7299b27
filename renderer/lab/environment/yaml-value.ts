import { Document, Scalar, YAMLSeq } from 'yaml';
import { isMapping } from './place.ts';

/** How a scalar was written before, so that the next one is written alike. */
export type Quoting = Scalar.Type | undefined;

/** Of a scalar, or of anything on one line; `isFlow`: it stands inside braces or brackets. */
export function writeInline(value: unknown, isFlow: boolean, quoting?: Quoting): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeInline(item, true)).join(', ')}]`;
  if (!isMapping(value)) return writeScalar(value, isFlow, quoting);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, inner]) => `${writeKey(key)}: ${writeInline(inner, true)}`).join(', ')} }`;
}

/** A port is written as a number, as people do it; reading makes a text of it again. */
export function writeKey(key: string): string {
  return /^(0|[1-9]\d{0,14})$/.test(key) ? key : writeScalar(key, true);
}

function writeScalar(value: unknown, isFlow: boolean, quoting?: Quoting): string {
  const scalar = new Scalar(value);
  if (typeof value === 'string') {
    const isKept = quoting === Scalar.QUOTE_SINGLE || quoting === Scalar.QUOTE_DOUBLE;
    scalar.type = /[\n\t]/.test(value) ? Scalar.QUOTE_DOUBLE : isKept ? quoting : Scalar.PLAIN;
  }
  const options = { lineWidth: 0, singleQuote: true } as const;
  if (!isFlow) return new Document(scalar).toString(options).trimEnd();
  const list = new YAMLSeq();
  list.flow = true;
  list.items = [scalar];
  return new Document(list)
    .toString({ ...options, flowCollectionPadding: false })
    .trimEnd()
    .slice(1, -1);
}
