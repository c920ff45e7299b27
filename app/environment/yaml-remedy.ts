import type { ErrorCode } from 'yaml';

/** What to do about a text that is no YAML, by the parser's own code for what is wrong. */
export function yamlRemedy(code: ErrorCode): string {
  return remedies[code];
}

const remedies: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'take away what stands before the alias',
  BAD_ALIAS: 'write the value out instead of the alias',
  BAD_COLLECTION_TYPE: 'take the tag away',
  BAD_DIRECTIVE: 'take the line that begins with % away',
  BAD_DQ_ESCAPE: 'write the backslash twice, or put the text in single quotes',
  BAD_INDENT: 'begin the line in the same column as its neighbours, and close every brace and bracket',
  BAD_PROP_ORDER: 'take tags and anchors away',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'write one key on a line, or put the value in quotes if it holds a colon',
  BLOCK_IN_FLOW: 'inside braces and brackets write everything with braces, brackets and commas',
  DUPLICATE_KEY: 'keep one of the two',
  IMPOSSIBLE: 'write the line anew',
  KEY_OVER_1024_CHARS: 'write a shorter key, or close the quotes',
  MISSING_CHAR: 'write what is missing there: a comma, a colon, a quote, a bracket or a brace',
  MULTILINE_IMPLICIT_KEY: 'write the key and its colon on one line',
  MULTIPLE_ANCHORS: 'keep one anchor',
  MULTIPLE_DOCS: 'write one document per file',
  MULTIPLE_TAGS: 'keep one tag',
  NON_STRING_KEY: 'write a key of letters or digits',
  RESOURCE_EXHAUSTION: 'nest it less',
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'take the tag away',
  UNEXPECTED_TOKEN: 'take it away, or put the value in quotes',
};
