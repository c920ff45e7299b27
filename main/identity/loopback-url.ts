/** Whether this address leads to this machine without asking a resolver: `localhost` is a name, so it doesn't count. */
export function isLoopbackUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && (hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname));
}
