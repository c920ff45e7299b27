import type { z } from 'zod';

const longestQuote = 80;

/** Of a key rather than of what stands behind it. */
export const unknownKey = 'is not known here: correct the spelling, or take it away';

/** What is wrong in words of the file, and what to write instead. */
export function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (!issue.message.startsWith('Invalid ')) return issue.message;
      return issue.input === undefined
        ? `is missing: write ${articled(issue.expected)}`
        : `write ${articled(issue.expected)}, not ${sayKind(issue.input)}${sayQuotes(issue)}`;
    case 'unrecognized_keys':
      return unknownKey;
    case 'invalid_value':
      return issue.message.startsWith('Invalid ')
        ? `write ${issue.values.map(String).join(' or ')}${issue.input === undefined ? '' : `, not ${sayValue(issue.input)}`}`
        : issue.message;
    case 'too_big':
      if (issue.origin === 'string') return `write at most ${issue.maximum} characters`;
      return issue.origin === 'array' ? `write at most ${issue.maximum}` : `write ${issue.maximum} or less`;
    case 'too_small':
      if (issue.origin === 'string') return 'write something here';
      return issue.origin === 'array' ? `write at least ${issue.minimum}` : `write ${issue.minimum} or more`;
    case 'invalid_format':
      return issue.format === 'email' ? `${sayValue(issue.input)} is no mail address` : issue.message;
    default:
      return issue.message;
  }
}

/** In YAML `10.1` is a number. */
function sayQuotes({ expected, input }: { readonly expected: string; readonly input?: unknown }): string {
  return expected === 'string' && ['number', 'boolean'].includes(typeof input) ? ': put it in quotes' : '';
}

/** Cuts what would fill a screen. */
export function shorten(text: string, longest: number = longestQuote): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function quote(text: string): string {
  return `"${shorten(text)}"`;
}

const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function articled(expected: string): string {
  return kinds[expected] ?? expected;
}

function sayKind(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : sayValue(value);
}

function sayValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'object' ? sayKind(value) : String(value);
}
