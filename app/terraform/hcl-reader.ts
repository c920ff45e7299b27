import type { Body, Expression } from './syntax.ts';

/** What reads HCL's native syntax. Both throw a `DecodeError` with file, line and column for what is no HCL. */
export type HclReader = {
  /** A whole file: `*.tf`, `*.tfvars`. */
  readBody(text: string, file: string): Body;
  /** A text that is all template, as the strings of `*.tf.json` are; `line` is where it stands in the file. */
  readTemplate(text: string, file: string, line: number): Expression;
};
