import type { Environment, Facts } from '../environment/environment.ts';
import { ipValue } from '../expression/address.ts';
import { bytesOf, type ExpressionContext, type Value } from '../expression/value.ts';
import type { ClientFacts, HttpRequest, Protocol } from '../session/command.ts';
import type { Session } from '../session/state.ts';
import { applicationAt } from './access-application.ts';
import { destinationAt } from './destination.ts';
import { valuesOf } from './facts.ts';

export type JudgedEndpoint = {
  /** As the program asked for it: a name or an address. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly facts?: ClientFacts;
};

/** Where a connection is judged: the environment, and the person as Gateway knows them. */
export type JudgedWorld = { readonly environment: Environment; readonly session?: Session | undefined };

/**
 * What a policy may know of a connection (DOMAIN.md §3.4, §3.5): its destination, what the client's first bytes or its
 * request told, the person as the identity provider described them, how the device stands, and beyond that what the
 * environment says under `facts`. What nobody can tell has no value.
 */
export function policyContext(endpoint: JudgedEndpoint, { environment, session }: JudgedWorld): ExpressionContext {
  const { address, port, protocol, facts } = endpoint;
  const values = new Map<string, Value>([
    ['net.dst.port', port],
    ['net.protocol', bytesOf(protocol)],
    ['access.private_app', applicationAt(environment, endpoint) !== undefined],
  ]);
  const ip = ipValue(address);
  if (ip !== undefined) values.set('net.dst.ip', ip).set('http.conn.dst_ip', ip);
  if (facts?.detectedProtocol !== undefined) values.set('net.protocol.detection', bytesOf(facts.detectedProtocol));
  if (facts?.sni !== undefined) {
    values.set('net.sni.host', bytesOf(facts.sni)).set('net.sni.domains', parentDomains(facts.sni).map(bytesOf));
  }
  if (facts?.request !== undefined) addRequest(values, facts.request, facts.detectedProtocol === 'tls');
  if (session !== undefined) addPerson(values, session);
  addPosture(values, environment.device.posture);
  return withFacts(values, [
    destinationAt(environment, address)?.destination.facts,
    environment.device.facts,
    session?.facts,
  ]);
}

/** What a resolver policy may know of a query (DOMAIN.md §3.5 fact 29). */
export function queryContext(name: string, { environment, session }: JudgedWorld): ExpressionContext {
  const values = new Map<string, Value>([
    ['dns.fqdn', bytesOf(name)],
    ['dns.domains', parentDomains(name).map(bytesOf)],
  ]);
  if (session !== undefined) addPerson(values, session);
  addPosture(values, environment.device.posture);
  return withFacts(values, [environment.device.facts, session?.facts]);
}

function withFacts(values: ReadonlyMap<string, Value>, facts: readonly (Facts | undefined)[]): ExpressionContext {
  const told = facts.flatMap((one) => (one === undefined ? [] : [valuesOf(one)]));
  return {
    get(field) {
      const own = values.get(field);
      if (own !== undefined) return own;
      for (const one of told) {
        const value = one.get(field);
        if (value !== undefined) return value;
      }
      return defaults.get(field);
    },
  };
}

/** Unless `facts` say otherwise. */
const defaults = new Map<string, Value>([
  ['net.onramp.type', bytesOf('device_client')],
  ['access.target', false],
]);

function addRequest(values: Map<string, Value>, { host, method, path }: HttpRequest, isSecure: boolean): void {
  const [pathOnly = '', ...query] = path.split('?');
  values
    .set('http.request.host', bytesOf(host))
    .set('http.request.domains', parentDomains(host).map(bytesOf))
    .set('http.request.method', bytesOf(method))
    .set('http.request.uri', bytesOf(`${isSecure ? 'https' : 'http'}://${host}${path}`))
    .set('http.request.uri.path', bytesOf(pathOnly))
    .set('http.request.uri.path_and_query', bytesOf(path))
    .set('http.request.uri.query', bytesOf(query.join('?')));
}

function addPerson(values: Map<string, Value>, { email, name, groups }: Session): void {
  values
    .set('identity.email', bytesOf(email))
    .set('identity.name', bytesOf(name))
    .set('identity.groups.name', groups.map(bytesOf));
}

function addPosture(values: Map<string, Value>, posture: Environment['device']['posture']): void {
  const checks = (standing: 'passed' | 'failed') =>
    Object.entries(posture).flatMap(([check, stands]) => (stands === standing ? [bytesOf(check)] : []));
  values.set('device_posture.checks.passed', checks('passed')).set('device_posture.checks.failed', checks('failed'));
}

/** A host and all its parents: `a.b.example`, `b.example`, `example`. */
function parentDomains(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}
