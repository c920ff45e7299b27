/** Headers that concern one connection only (RFC 9110 §7.6.1), and what is meant for the proxy itself. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The headers that are passed on, as a flat list of names and values; `also` names others to drop, in lower case. */
export function keptHeaders(rawHeaders: readonly string[], also: readonly string[] = []): string[] {
  const pairs = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [{ name, value: rawHeaders[index + 1] ?? '' }] : [],
  );
  const named = pairs
    .filter(({ name }) => name.toLowerCase() === 'connection')
    .flatMap(({ value }) => value.split(',').map((option) => option.trim().toLowerCase()));
  // A message's length must reach the next reader, whatever the sender calls it.
  const dropped = new Set([...hopByHop, ...also, ...named.filter((name) => name !== 'content-length')]);
  return pairs.filter(({ name }) => !dropped.has(name.toLowerCase())).flatMap(({ name, value }) => [name, value]);
}
