/** Of the player of scenarios: the strip under the bar, and the sheet with all steps. */
export const playTexts = {
  heading: 'Scenario',
  strip: 'The scenario that is played',
  notLoaded: 'This part of the lab could not be loaded. Close it and open it again.',
  loading: 'Asking…',
  none: 'No scenario is played in this run.',
  about:
    'A scenario is a file of steps, each with what it must come to. Drop one on the window with the environment that it names, or choose both. It starts as a run of its own with the clock frozen; the run before is kept.',
  find: 'Cases of the catalogue are found by what the user says: h.',
  choose: 'Choose files…',
  faulty: (name: string, count: number) =>
    `${name} was not started. ${count === 1 ? 'This is wrong in it:' : `These ${count} things are wrong in it:`}`,
  mend: 'Nothing was changed. Mend the file and drop it again.',
  from: (file: string) => `from ${file}`,
  branch: (name: string) => `branch “${name}”`,
  step: (next: number, total: number) =>
    next >= total ? `${total} of ${total} played` : `step ${next + 1} of ${total}`,
  turn: (nth: number, of: number) => `${nth} of ${of}`,
  next: 'Next step',
  failure: 'Run to the first failure',
  end: 'Run to the end',
  short: { next: 'Next step', failure: 'To a failure', end: 'To the end' },
  all: 'All steps…',
  leave: 'Leave it',
  keep: 'Keep this moment',
  kept: (name: string) => `Kept as “${name}”.`,
  branchOff: 'Branch from it',
  coming: 'Next',
  expected: (what: string) => `expected ${what}`,
  got: (verdict: string) => `got ${verdict}`,
  passed: 'as expected',
  failed: 'differently',
  difference: (what: string, expected: string, got: string) => `${what}: expected ${expected}, got ${got}`,
  trace: 'Why',
  over: (failed: number) =>
    failed === 0
      ? 'It is over. Everything came out as expected.'
      : `It is over. ${failed === 1 ? '1 of its acts' : `${failed} of its acts`} came out differently.`,
  toFailure: 'Show the first',
  ways: 'Ways to go',
  offered: (from: string) => `“${from}” is kept. Next step goes on; these branch off here:`,
  others: 'Other ways:',
  trunk: 'The trunk',
  stand: (played: number, total: number, failed: number) =>
    `${played} of ${total} played${failed === 0 ? '' : `, ${failed} differently`}`,
  notBegun: (from: string) => `from “${from}”`,
  endsFlows: (flows: string) => `Going another way ends the connections that later steps use: ${flows}.`,
  branches: (names: string) => `Branches off here: ${names}`,
  waits: (name: string, from: string) => `“${name}” goes on from “${from}”, which is not kept yet.`,
  earlier: 'Earlier steps',
  later: 'Later steps',
} as const;
