type Library = typeof import('oidc-provider');

/**
 * Imports oidc-provider, which takes about half a second. On Node 20 it warns on stderr at import that it wants a newer
 * runtime; it works (DEPENDENCIES §2), so that one line is held back and every other warning passes.
 */
export async function importProviderLibrary(): Promise<Library> {
  const { warn } = console;
  const sieve = (...parts: unknown[]): void => {
    if (!String(parts[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn.apply(console, parts);
  };
  console.warn = sieve;
  try {
    return await import('oidc-provider');
  } finally {
    // whoever replaced it meanwhile keeps theirs
    const { warn: latest } = console;
    if (latest === sieve) console.warn = warn;
  }
}
