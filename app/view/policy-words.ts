/** Names of the phases in which policies are asked, for headings. */
export const phaseNames = {
  network: 'Network',
  'do-not-inspect': 'Do Not Inspect',
  http: 'HTTP',
  resolver: 'Resolver',
} as const;

/** What came of a policy, in a word or two. */
export const policyResults = {
  matched: 'matches',
  'no-match': 'no match',
  'identity-failed': 'identity fails',
  'posture-failed': 'posture fails',
  unresolved: 'can’t be evaluated',
  disabled: 'disabled',
  'not-reached': 'not asked',
} as const;
