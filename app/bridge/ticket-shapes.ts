import { z } from 'zod';
import { unreadReasons } from '../ticket/diag-reading.ts';
import { missingThings } from '../ticket/missing.ts';
import { mostPlaces } from '../ticket/ticket.ts';
import { suggestionShape } from './scenario-shapes.ts';

const word = z.string().max(200).optional();
const words = z.array(z.string().max(300)).max(mostPlaces).optional();

/** A ticket as it is typed; what is unknown is left out. */
export const ticketShape = z.strictObject({
  /** What the person says and sees: it is searched for in the catalogue, and goes nowhere else. */
  symptoms: z.string().max(2000).optional(),
  /** When the call was; absent: when the diagnostics were taken, else now. Times as people say them: `Monday 09:00`, `8d ago`. */
  reported: word,
  since: word,
  signedIn: word,
  /** The duration that the administrator states. */
  timeout: word,
  /** Of the client, or `classic`, `panel`, `banner`. */
  version: word,
  os: z.enum(['windows', 'macos', 'linux']).optional(),
  mode: z.enum(['traffic-and-dns', 'dns-only', 'traffic-only', 'local-proxy', 'posture-only']).optional(),
  /** What the client says of itself. */
  says: z.enum(['connected', 'disconnected']).optional(),
  notice: z.enum(['seen', 'not-seen']).optional(),
  team: word,
  /** Places: `wiki.corp.internal`, `wiki:8443`, `wiki=10.20.0.10`, a URL. */
  fails: words,
  works: words,
  splitTunnel: z.enum(['exclude', 'include']).optional(),
  entries: z.array(z.string().max(300)).max(1000).optional(),
  /** `corp.internal=10.0.0.53`: a suffix of Local Domain Fallback, and its resolver where that is known. */
  fallback: words,
});

export const ticketDraftShape = z.object({
  name: z.string(),
  /** An environment's file. */
  text: z.string(),
  /** When it was reported: the moment to go to. */
  reportedAt: z.string(),
  /** What to try then. */
  attempt: z.string().optional(),
  /** What was said or read, by its place in the environment. What was read is assumed to mean what it seems to. */
  taken: z.array(z.object({ place: z.string(), value: z.string(), from: z.string(), assumed: z.boolean() })),
  missing: z.array(z.object({ what: z.enum(missingThings), title: z.string(), why: z.string(), how: z.string() })),
  /** What speaks against an expired session, or one word against another. */
  doubts: z.array(z.string()),
  /** Files of the diagnostics that were read. */
  read: z.array(z.string()),
  /** The first 300 of what was not, and how many more there are. */
  unread: z.array(
    z.object({
      file: z.string(),
      line: z.number().optional(),
      key: z.string().optional(),
      why: z.enum(unreadReasons),
    }),
  ),
  moreUnread: z.number(),
  /** Fields that could not be understood, and count as unknown. */
  faults: z.array(z.object({ field: ticketShape.keyof(), message: z.string() })),
  suggestion: suggestionShape,
});
