const uuids = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;

/**
 * The id of what entries without one belong to: the last one in the innermost name that has any. An account's id, which
 * looks the same, comes before it in a path.
 */
export function ownerIn(names: readonly string[]): string | undefined {
  for (const name of names) {
    const id = name.match(uuids)?.at(-1);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** The same of a device profile. Its ids have dashes, unlike that of an account, and the default one has none. */
export function profileIn(names: readonly string[]): string | undefined {
  return ownerIn(names.map((name) => (name.match(uuids) ?? []).filter((id) => id.includes('-')).join(' ')));
}

/** Ids are the same with and without dashes. */
export function isSameId(left: string, right: string): boolean {
  return left.replaceAll('-', '').toLowerCase() === right.replaceAll('-', '').toLowerCase();
}
