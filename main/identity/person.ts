/** An emulated person: known to the embedded identity provider, without a password. `id` becomes the token's `sub`. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
};

export type Team = { readonly name: string; readonly domain: string };
