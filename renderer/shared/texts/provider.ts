/** How the sign-in page may behave. */
export const providerTexts = {
  prompts: {
    none: 'nothing of whom the browser remembers',
    'select-account': 'who it is',
    login: 'for everything anew',
  },
  mfas: { none: 'none', asked: 'asked', refused: 'asked, and always fails' },
  troubles: {
    none: 'none',
    down: 'does not load',
    slow: 'slow',
    'server-error': 'answers with an error',
    'wrong-audience': 'token for somebody else',
    'wrong-signature': 'token with a wrong signature',
    'wrong-clock': 'clock 26 h behind',
  },
};
