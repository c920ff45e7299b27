import type { UnreadReason } from '../ticket/diag-reading.ts';

/** Why something was not read, ahead of what it is. */
export const unreadWords: Readonly<Record<UnreadReason, string>> = {
  'unknown-key': 'Keys that are not known',
  'not-understood': 'Not understood',
  'no-setting': 'Known, and nothing here depends on it',
  withheld: 'Left out, since it names a person, a device or an account',
  'contents-unknown': 'Files known by name, whose contents are not known',
  'unknown-file': 'Files that are not known',
  'not-text': 'No text',
};
