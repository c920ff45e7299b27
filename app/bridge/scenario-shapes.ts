import { z } from 'zod';

export const caseShape = z.object({ id: z.string(), title: z.string(), symptoms: z.array(z.string()) });

/** What it could be that somebody describes: the likeliest cases first. */
export const suggestionShape = z.object({
  candidates: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      cause: z.string(),
      resolution: z.string(),
      /** Of the best one's, from 0 to 1. */
      score: z.number(),
      /** Sentences of the case that say what was asked for. */
      fits: z.array(z.string()),
    }),
  ),
  /** One thing to do that tells the first two apart, and what it shows in each. */
  split: z
    .object({
      do: z.string(),
      first: z.string(),
      second: z.string(),
      /** Whether the engine tried it in the worlds of both; else it is a question to whoever has the trouble. */
      isTried: z.boolean(),
    })
    .optional(),
});

const playedAct = z.object({
  act: z.string(),
  passed: z.boolean(),
  got: z.string(),
  differences: z.array(z.object({ what: z.string(), expected: z.string(), got: z.string() })),
  /** Why the engine decided so, one sentence a step. */
  trace: z.array(z.string()),
});

const playedStep = z.object({
  at: z.string(),
  acts: z.array(z.string()),
  /** Of a step that repeats, which of its turns it is, counted from 1. */
  turn: z.object({ nth: z.number(), of: z.number() }).optional(),
  /** What is expected of it, in words; absent where nothing is. */
  expected: z.string().optional(),
  because: z.string().optional(),
  /** Branches that go on from here. */
  branches: z.array(z.string()).optional(),
  /** What each act came to; absent until it was played. */
  results: z.array(playedAct).optional(),
});

/** The trunk of a scenario, or one of its branches, which is a run of its own. */
const playedPart = z.object({
  /** Absent: the trunk. */
  branch: z.string().optional(),
  /** The checkpoint that it goes on from. */
  from: z.string().optional(),
  /** `waits`: its checkpoint is not kept yet; `ready`: it may be begun; `begun`: its run may be gone on with; `here`: it is played now. */
  state: z.enum(['waits', 'ready', 'begun', 'here']),
  /** Whether its checkpoint was kept by the step that was played last. */
  isOffered: z.boolean(),
  run: z.string().optional(),
  /** Steps that were played, of so many. */
  played: z.number(),
  total: z.number(),
  /** Acts that came out differently. */
  failed: z.number(),
});

/** A scenario that is played on the running emulator, in runs of its own. */
export const playShape = z.object({
  id: z.string(),
  title: z.string(),
  /** The file that it was read from; absent: a case of the catalogue. */
  file: z.string().optional(),
  run: z.string(),
  branch: z.string().optional(),
  /** The step that comes next, counted from 0; as many as there are when it is over. */
  next: z.number(),
  total: z.number(),
  /** The first step of this part that came out differently. */
  firstFailed: z.number().optional(),
  /** Steps of the part that is played now, from `first` on: those around the next one, at most 200. */
  first: z.number(),
  steps: z.array(playedStep),
  /** The trunk first, then the branches in the order of the file. */
  parts: z.array(playedPart),
  /** Flows that end when another part is gone on with, and that steps of this one still use. */
  endsFlows: z.array(z.string()),
});
