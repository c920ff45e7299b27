import type { z } from 'zod';

const longestQuote = 80;

/** What is wrong in words of the file, and what to write instead. */
export function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing: write ${articled(issue.expected)}`
        : `write ${articled(issue.expected)}, not ${sayKind(issue.input)}`;
    case 'unrecognized_keys':
      return `there is no ${issue.keys.slice(0, 5).map(quote).join(', ')} here: correct the spelling, or take it away`;
    case 'invalid_value':
      return issue.message.startsWith('Invalid ')
        ? `write ${issue.values.map(String).join(' or ')}${issue.input === undefined ? '' : `, not ${sayValue(issue.input)}`}`
        : issue.message;
    case 'too_big':
      return issue.origin === 'string' ? `write at most ${issue.maximum} characters` : issue.message;
    case 'too_small':
      return issue.origin === 'string' ? 'write something here' : issue.message;
    case 'invalid_format':
      return issue.format === 'email' ? `${sayValue(issue.input)} is no mail address` : issue.message;
    default:
      return issue.message;
  }
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
