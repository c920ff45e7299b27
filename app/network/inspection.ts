import type { Environment } from '../environment/environment.ts';
import type { JudgedEndpoint } from './policy-context.ts';

/**
 * How much of a connection HTTP policies see: its requests, or why none. Gateway reads HTTP on port 80 and, with TLS
 * decryption, HTTPS on port 443 (DOMAIN.md §1.5 fact 38).
 */
export type Inspection = 'plain' | 'decrypted' | 'encrypted' | 'not-http';

/** Whether HTTP policies can see what goes to a port, if it is HTTP. */
export function isInspectedPort({ gateway }: Pick<Environment, 'gateway'>, port: number): boolean {
  return port === 80 || (port === 443 && gateway.tlsDecryption);
}

export function inspectionOf(
  { gateway }: Pick<Environment, 'gateway'>,
  { port, protocol, facts }: Pick<JudgedEndpoint, 'port' | 'protocol' | 'facts'>,
): Inspection {
  if (protocol !== 'tcp') return 'not-http';
  if (port === 80 && facts?.detectedProtocol === 'http') return 'plain';
  if (port !== 443 || facts?.detectedProtocol !== 'tls') return 'not-http';
  return gateway.tlsDecryption ? 'decrypted' : 'encrypted';
}
