/** What a newcomer reads first: no word of the trade. */
export const startTexts = {
  region: 'Start',
  headline: 'A week in one click',
  about: (who: string) =>
    `At many companies people have to sign in again every so often. One reminder comes, and whoever misses it loses everything internal, while the client goes on saying Connected. Watch it happen to ${who}.`,
  live: 'Live the week',
  living: 'A week goes by…',
  examples: 'Choose how the company is set up, or leave it as it is',
  plain: {
    'one-policy': ['Acme, one time limit', 'The same for everything. After a week all of it stops at once.'],
    'per-application': ['Acme, a time limit for each application', 'One thing stops at a time, the first after a day.'],
    'whole-week': [
      'Acme, a whole week',
      'One time limit again, and a working week: meetings, lunch, a laptop that sleeps.',
    ],
  } as Readonly<Record<string, readonly [name: string, about: string]>>,
  leave: 'Look around by myself',
  tour: 'Show me around first',
  onThePhone: 'Somebody is on the phone who can’t work?',
  ticket: 'Take the ticket down…',
  safe: 'Everything happens inside this program. Nothing on this computer changes, and nothing is sent anywhere.',
  somebody: 'somebody',
} as const;

/** Five stops at most. */
export const tourTexts = {
  open: 'Take the tour',
  short: 'Tour',
  stops: {
    client: ['What the user sees', 'This is their client. It says Connected even when nothing internal answers.'],
    sentence: ['The truth', 'What really is so, in a sentence, and what to do about it.'],
    'timeline-now': ['Time', 'Drag now ahead, and see what stops by then. It never goes back; runs do.'],
    'destinations-list': [
      'What answers',
      'Each place the user needs, and how long it will go on answering. Visit one.',
    ],
    why: ['Why', 'For whatever is chosen: why it answers or not, and what the user should do.'],
  },
  step: (step: number, of: number) => `${step} of ${of}`,
  next: 'Next',
  back: 'Back',
  leave: 'Leave the tour',
  done: 'Done',
} as const;
