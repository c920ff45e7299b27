type Saved = { readonly steps: number; readonly same: boolean; readonly renamed?: number | undefined };

/** Cases of the catalogue: found by what people say, and played. */
export const caseTexts = {
  heading: 'What could it be?',
  openSheet: 'Find a case by what the user says…',
  ticket: 'A support ticket',
  openTicket: 'From a ticket…',
  ticketHint: 'A call and a warp-diag become an environment that can be tried, and what is missing is named.',
  openHint: '36 lockouts met in the field: found by their symptoms, played as runs of their own.',
  saveScenario: 'Save this run as a scenario',
  redactScenario: 'The same with other names, to hand on',
  saved: (file: string, { steps, same, renamed }: Saved) =>
    [
      `${file} holds ${steps === 1 ? '1 step' : `${steps} steps`}.`,
      same
        ? 'Played anew it comes to the same state.'
        : 'Played anew it does not come to the same state; its first lines say so.',
      ...(renamed === undefined ? [] : [`${renamed} names are others in it; addresses and times are the same.`]),
    ].join(' '),
  loading: 'Asking…',
  notLoaded: 'This part of the lab could not be loaded. Close it and open it again.',
  ask: 'What does the user say?',
  example: 'internet works, internal is dead, the client says connected',
  none: 'No case fits. Say it in other words: what is dead, what still answers, what the client shows.',
  about: 'The likeliest come first. Starting a case begins a run of its own; the run before is kept.',
  all: (count: number) => `All ${count} cases`,
  fits: 'Fits',
  cause: 'Cause',
  wayOut: 'Way out',
  start: 'Start it where it hurts',
  startNamed: (title: string) => `Start where it hurts: ${title}`,
  step: 'Step by step',
  stepNamed: (title: string) => `Step by step: ${title}`,
  split: 'The one test that tells the first two apart',
  tried: 'Tried by the engine in both cases.',
  asked: 'A question, since a test would show the same in both.',
} as const;
