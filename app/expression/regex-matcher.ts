import { RE2JS } from 're2js';
import { translateRegex } from './regex.ts';
import type { Bytes } from './value.ts';

/** Whether a pattern is found anywhere in a value, in time linear in its length. Throws a `RegexProblem`. */
export function compileRegex(pattern: string): (value: Bytes) => boolean {
  const regex = RE2JS.compile(translateRegex(pattern));
  return (value) => regex.test(value);
}
