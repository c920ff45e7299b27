/**
 * From the home screen of each client to the button that signs in again, by what a person clicks (DOMAIN.md §5.4 facts 17
 * to 19).
 */
export const waysOut = [
  {
    generation: 'classic',
    version: 'up to 2026.1',
    steps: [
      ['button', 'Menu'],
      ['menuitem', 'Preferences'],
      ['tab', 'Account'],
      ['button', 'Re-Authenticate Session'],
    ],
  },
  {
    generation: 'panel',
    version: '2026.2 to 2026.5',
    steps: [
      ['button', 'Profile'],
      ['button', 'Account information'],
      ['button', 'Re-Authenticate'],
    ],
  },
  { generation: 'banner', version: 'from 2026.6.822', steps: [['button', 'Re-Authenticate']] },
] as const;
