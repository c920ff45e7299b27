import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';
import { freshState, matchIn } from './judged.ts';

const listed = 5;

/** HTTP policies whose check HTTPS goes around, since TLS is not decrypted (LK-34; DOMAIN.md §1.5 fact 38). */
export function findUndecryptedChecks({ environment, ruleset }: LintSubject): readonly Finding[] {
  if (environment === undefined || environment.gateway.tlsDecryption || ruleset.inOrder('http').length === 0) return [];
  const state = freshState(environment);
  const hosts = new Map<CompiledPolicy, string[]>();
  for (const { host, address, ports } of Object.values(environment.destinations)) {
    if (ports['443'] !== 'https') continue;
    const request = { host, method: 'GET', path: '/' };
    const facts = { detectedProtocol: 'tls', sni: host, request };
    const checking = matchIn(ruleset, state, 'http', { host, address, port: 443, protocol: 'tcp', facts });
    if (checking?.limit !== undefined) hosts.set(checking, [...(hosts.get(checking) ?? []), host]);
  }
  return [...hosts].map(([{ policy }, names]) => ({
    ...{ code: 'http-check-undecrypted', severity: 'warning', policy: aboutPolicy(policy) },
    place: { part: 'checkSession' },
    message: `It never checks ${names.slice(0, listed).join(', ')}${names.length > listed ? ` and ${names.length - listed} more` : ''} over HTTPS, since TLS decryption is off.`,
    fix: 'Set the session duration on a network policy, or switch TLS decryption on.',
    reason: 'HTTP policies see plain HTTP on port 80, and HTTPS on port 443 with decryption only.',
  }));
}
