import { printScalar } from './print.ts';
import { isBytes, isInt, isIp, isMap, type Value } from './value.ts';

/** A value as an expression would write it; arrays as `[a b]`, maps as `{"key": value}`. */
export function showValue(value: Value): string {
  if (typeof value === 'boolean') return String(value);
  if (isInt(value) || isBytes(value) || isIp(value)) return printScalar(value);
  if (!isMap(value)) return `[${value.map(showValue).join(' ')}]`;
  const entries = Array.from(value, ([key, item]) => `${JSON.stringify(key)}: ${showValue(item)}`);
  return `{${entries.join(', ')}}`;
}
