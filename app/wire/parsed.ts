/**
 * What bytes from a stream turned out to be. Parsers are fed everything that has come so far: `need-more` means that more
 * bytes may still make it a message, and `length` is how many bytes the message takes from the front.
 */
export type Parsed<T> =
  | { readonly status: 'need-more' }
  | { readonly status: 'ok'; readonly value: T; readonly length: number }
  | { readonly status: 'malformed'; readonly why: string };

export const needMore = { status: 'need-more' } as const;

export function malformed(why: string): { readonly status: 'malformed'; readonly why: string } {
  return { status: 'malformed', why };
}
