/** Notation that Gateway's own examples use and the public engine refuses, or reads otherwise (DOMAIN.md §3.3). */
export const quirks = {
  'list-name': 'upper case and hyphens in a list name are Gateway notation',
  'quoted-number': 'a number in quotes is read as the number',
  'quoted-address': 'an address in quotes is read as the address',
  'cidr-equality': 'a comparison with a network is read as containment: `in {…}`',
  'mapped-address': 'an IPv4-mapped IPv6 address is read as IPv4',
  'group-selector': '`groups[*].name` is read as `groups.name[*]`',
  'field-alias': 'an alias of another field',
  'array-without-each': 'an array without `[*]` is read as each of its elements',
  'array-without-any': 'an array outside of any() and all() is read as "any element"',
  tab: 'a tab is read as a space',
} as const;

export type Quirk = keyof typeof quirks;

/** `strict` reads as the public engine does, `lenient` also takes the notations above. */
export type Dialect = 'lenient' | 'strict';
