import { ipValue } from '../expression/address.ts';
import { bytesOf, type ExpressionContext, type Value } from '../expression/value.ts';
import type { ClientFacts, Protocol } from '../session/command.ts';
import type { Session } from '../session/state.ts';

export type JudgedEndpoint = {
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly facts?: ClientFacts;
};

/**
 * What a network policy may know of a connection (DOMAIN.md §3.4): its destination, what the client's first bytes
 * told, and the person as the identity provider described them at the last sign-in.
 */
export function policyContext(
  { address, port, protocol, facts }: JudgedEndpoint,
  session?: Session,
): ExpressionContext {
  const values = new Map<string, Value>([
    ['net.dst.port', port],
    ['net.protocol', bytesOf(protocol)],
    ['net.onramp.type', bytesOf('device_client')],
  ]);
  const ip = ipValue(address);
  if (ip !== undefined) values.set('net.dst.ip', ip);
  if (facts?.detectedProtocol !== undefined) values.set('net.protocol.detection', bytesOf(facts.detectedProtocol));
  if (facts?.sni !== undefined) {
    values.set('net.sni.host', bytesOf(facts.sni));
    values.set('net.sni.domains', parentDomains(facts.sni).map(bytesOf));
  }
  if (session !== undefined) {
    values.set('identity.email', bytesOf(session.email));
    values.set('identity.name', bytesOf(session.name));
    values.set('identity.groups.name', session.groups.map(bytesOf));
  }
  return values;
}

/** A host and all its parents: `a.b.example`, `b.example`, `example`. */
function parentDomains(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}
