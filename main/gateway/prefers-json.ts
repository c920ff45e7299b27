/** Whether the client asks for JSON rather than for a page (RFC 9110 §12.5.1, without weights). */
export function prefersJson(accept: string | undefined): boolean {
  return accept !== undefined && /\bapplication\/(?:[\w.-]+\+)?json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
}
