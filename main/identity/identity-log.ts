/** Where this folder tells what it does. Lines never carry a token, a code, a cookie, a state or a nonce. */
export type IdentityLog = {
  info(message: string): void;
  warn(message: string): void;
};

/** A fault in words, with everything in it that could be a secret (URLs' queries, long opaque runs) struck out. */
export function describeSafely(fault: unknown): string {
  const text = fault instanceof Error ? `${fault.name}: ${fault.message}` : 'unknown fault';
  return text
    .replace(/\?[^\s"']*/g, '?…')
    .replace(/[\w~+/=-]{20,}(?:\.[\w-]+)*/g, '…')
    .slice(0, 300);
}
