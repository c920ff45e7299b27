const hidden = '[hidden]';

const secretWords =
  /^(token|tokens|secret|secrets|password|passwd|passphrase|cookie|cookies|authorization|credential|credentials|jwt|bearer|verifier|assertion|signature|ticket)$/;
const secretPairs = /(api|private|access|signing)[-_ ]?key/;
const secretParameters =
  /([?&#](?:[a-z_]*token|code|code_verifier|state|nonce|ticket|key|secret|password)=)[^&\s"'#]+/gi;
const bearer = /\b(Bearer|Basic) [\w.~+/=-]{8,}/g;

/** Whether a value under this name is to be hidden, e.g. `accessToken`, `Set-Cookie`, `client_secret`. */
export function isSecretName(name: string): boolean {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return secretPairs.test(words) || words.split(/[^a-z]+/).some((word) => secretWords.test(word));
}

/** An authorization code looks like chance; an error code is a short word or a number. */
function isOpaque(value: unknown): boolean {
  return typeof value === 'string' && !/^[A-Za-z][A-Za-z\d_-]{0,31}$/.test(value);
}

/** Makes plain data of a log field, with secrets hidden by their names, errors spelled out and circles cut. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '…';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof URL || value instanceof Date) return String(value);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
  if (value instanceof Map || value instanceof Headers) return redact(Object.fromEntries(value), depth);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecretName(name) || (name === 'code' && isOpaque(item)) ? hidden : redact(item, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): unknown {
  const { name, message, stack, cause, ...rest } = Object.assign({}, error, {
    name: error.name,
    message: error.message,
    stack: error.stack,
    cause: error.cause,
  });
  const details = redact(rest, depth + 1);
  const why = cause === undefined ? {} : { cause: redact(cause, depth + 1) };
  return { name, message, ...(typeof details === 'object' ? details : {}), stack, ...why };
}

/** Hides what a finished line still holds: parameters of addresses, authorization headers and the values given. */
export function redactText(text: string, values: Iterable<string>): string {
  let result = text;
  for (const value of values) result = result.replaceAll(value, hidden);
  return result.replaceAll(secretParameters, `$1${hidden}`).replaceAll(bearer, `$1 ${hidden}`);
}
