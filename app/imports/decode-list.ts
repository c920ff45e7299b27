import { z } from 'zod';
import { sayIssue } from '../environment/say-issue.ts';
import type { GatewayList } from '../policy/policy.ts';

const item = z.union([z.string(), z.looseObject({ value: z.union([z.string(), z.number()]) })]);
const listShape = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  type: z.string().nullish(),
  count: z.number().nullish(),
  items: z.array(item).nullish(),
});

export type ListReading =
  | { readonly ok: true; readonly list: GatewayList /** How many items it says it has. */; readonly count?: number }
  | { readonly ok: false; readonly message: string };

/** Decodes one list. Its values stay unknown unless it holds its items, or says that it has none. */
export function decodeList(json: unknown): ListReading {
  const parsed = listShape.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, message: sayIssues(parsed.error) };
  const { id, name, type, count, items } = parsed.data;
  const values = items?.map(entryValue) ?? (count === 0 ? [] : undefined);
  const list = { id, name, type: type ?? '', ...(values === undefined ? {} : { values }) };
  return { ok: true, list, ...(typeof count === 'number' ? { count } : {}) };
}

/** The value of one entry of an items answer; `undefined` when it is none. */
export function decodeItem(json: unknown): string | undefined {
  const parsed = item.safeParse(json, { reportInput: true });
  return parsed.success ? entryValue(parsed.data) : undefined;
}

function entryValue(entry: z.infer<typeof item>): string {
  return typeof entry === 'string' ? entry : String(entry.value);
}

function sayIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${sayIssue(issue)}`).join('; ');
}
