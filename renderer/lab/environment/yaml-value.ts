import { Document, Scalar, YAMLSeq } from 'yaml';
import { isMapping } from './place.ts';

/** How a scalar was written before, so that the next one is written alike. */
export type Before = Pick<Scalar, 'type' | 'value'>;

/** Of a scalar, or of anything on one line; `isFlow`: it stands inside braces or brackets. */
export function writeInline(value: unknown, isFlow: boolean, before?: Before): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeInline(item, true)).join(', ')}]`;
  if (!isMapping(value)) return writeScalar(value, isFlow, before);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, inner]) => `${writeKey(key)}: ${writeInline(inner, true)}`).join(', ')} }`;
}

/** A port is written as a number, as people do it; reading makes a text of it again. */
export function writeKey(key: string): string {
  return /^(0|[1-9]\d{0,14})$/.test(key) ? key : writeScalar(key, true);
}

function writeScalar(value: unknown, isFlow: boolean, before?: Before): string {
  const scalar = new Scalar(value);
  if (typeof value === 'string') {
    scalar.type = /[\n\t]/.test(value) ? Scalar.QUOTE_DOUBLE : (chosenQuotes(isFlow, before) ?? Scalar.PLAIN);
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

/** Quotes that somebody chose stay; those that the value before needed don't. */
function chosenQuotes(isFlow: boolean, before: Before | undefined): Scalar.Type | undefined {
  const { type, value } = before ?? {};
  if (type !== Scalar.QUOTE_SINGLE && type !== Scalar.QUOTE_DOUBLE) return undefined;
  return writeScalar(value, isFlow) === String(value) ? type : undefined;
}
