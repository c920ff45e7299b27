/** Who signed in, taken from an id token that passed every check. */
export type SignedInPerson = {
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  readonly groups: readonly string[];
  /** When the person proved who they are, in milliseconds of real time; the token carries whole seconds, if any. */
  readonly authTime?: number;
};

/** What one sign-in ended in; each attempt ends exactly once. */
export type SignInResult =
  | ({ readonly outcome: 'signed-in' } & SignedInPerson)
  /** By the person on the page, by `cancel()`, or because a newer attempt began. */
  | { readonly outcome: 'cancelled'; readonly by: 'person' | 'client' | 'newer-attempt' }
  /** The person is who they say, and the judge did not accept them. */
  | { readonly outcome: 'denied'; readonly reason: string }
  /** Something between here and the identity provider was not as it must be. */
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'timed-out' };

/** The judge's answer; shown to the person in the browser, so it says what happened and what to do. */
export type Judgement = {
  readonly accepted: boolean;
  /** Left out: in general words. */
  readonly title?: string;
  readonly message: string;
  /** What to do, where there is something. */
  readonly advice?: string;
};

export type Judge = (person: SignedInPerson) => Promise<Judgement>;
