type Sections = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Puts what an import sets into an environment file's data, wherever the file itself says nothing. */
export function fillIn(data: unknown, sections: Sections): unknown {
  if (!isMapping(data)) return data;
  const filled = new Map<string, unknown>(Object.entries(data));
  for (const [name, section] of Object.entries(sections)) {
    const own = filled.get(name) ?? {};
    if (isMapping(own)) filled.set(name, { ...section, ...own });
  }
  return Object.fromEntries(filled);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
