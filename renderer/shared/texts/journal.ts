import { numberOf } from '../../../app/view/number-of.ts';

const count = (entries: number) => entries.toLocaleString('en');

export const journalTexts = {
  heading: 'Journal',
  none: 'Nothing has happened yet. Visit a destination, or let the clock run.',
  nothingFits: 'Nothing fits. Try fewer words or other kinds.',
  find: 'Find…',
  findHint: 'Find entries: a destination, a policy, a person',
  kind: 'Kinds',
  kinds: {
    refused: 'Refused',
    allowed: 'Allowed',
    lookups: 'Look-ups',
    notices: 'Notices',
    'sign-ins': 'Sign-ins',
    edits: 'Edits',
    world: 'Clock and world',
    flows: 'Connections',
  },
  someKinds: (some: number) => numberOf(some, 'kind', 'kinds'),
  clear: 'Clear',
  total: (entries: number) => (entries === 1 ? '1 entry' : `${count(entries)} entries`),
  found: (entries: number, of: number) => `${count(entries)} of ${count(of)}`,
  reading: (part: number) => `Reading back… ${part} %`,
  fresh: (entries: number) => `↑ ${count(entries)} new`,
  waiting: '…',
};
