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

/** A scenario that is played on the running emulator, in a run of its own. */
export const playShape = z.object({
  id: z.string(),
  title: z.string(),
  run: z.string(),
  /** The step that comes next, counted from 0; as many as there are when it is over. */
  next: z.number(),
  steps: z.array(
    z.object({
      at: z.string(),
      acts: z.array(z.string()),
      /** The verdict that is expected; absent where nothing is. */
      expected: z.string().optional(),
      because: z.string().optional(),
      /** What each act came to; absent until it was played. */
      results: z
        .array(
          z.object({
            act: z.string(),
            passed: z.boolean(),
            got: z.string(),
            differences: z.array(z.object({ what: z.string(), expected: z.string(), got: z.string() })),
            /** Why the engine decided so, one sentence a step. */
            trace: z.array(z.string()),
          }),
        )
        .optional(),
    }),
  ),
});
