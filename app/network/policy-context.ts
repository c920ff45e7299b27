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
  return layered(values, environment, session, destinationAt(environment, address)?.destination.facts);
}

/** What a resolver policy may know of a query (DOMAIN.md §3.5 fact 29). */
export function queryContext(name: string, { environment, session }: JudgedWorld): ExpressionContext {
  const values = new Map<string, Value>([
    ['dns.fqdn', bytesOf(name)],
    ['dns.domains', parentDomains(name).map(bytesOf)],
  ]);
  return layered(values, environment, session);
}

/** What is the attempt's own, then person and device, then what the environment says under `facts`. */
function layered(
  own: ReadonlyMap<string, Value>,
  { device }: Environment,
  session: Session | undefined,
  destinationFacts?: Facts,
): ExpressionContext {
  const layers: ExpressionContext[] = [own];
  if (session !== undefined) layers.push(personValues(session));
  layers.push(postureValues(device.posture));
  for (const facts of [destinationFacts, device.facts, session?.facts]) {
    if (facts !== undefined) layers.push(valuesOf(facts));
  }
  layers.push(defaults);
  return {
    get(field) {
      for (const layer of layers) {
        const value = layer.get(field);
        if (value !== undefined) return value;
      }
      return undefined;
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

const persons = new WeakMap<Session, ExpressionContext>();

/** Kept, since every attempt between two sign-ins asks for the same. */
function personValues(session: Session): ExpressionContext {
  const known = persons.get(session);
  if (known !== undefined) return known;
  const { email, name, groups } = session;
  const values = new Map<string, Value>([
    ['identity.email', bytesOf(email)],
    ['identity.name', bytesOf(name)],
    ['identity.groups.name', groups.map(bytesOf)],
  ]);
  persons.set(session, values);
  return values;
}

type Posture = Environment['device']['posture'];

const postures = new WeakMap<Posture, ExpressionContext>();

function postureValues(posture: Posture): ExpressionContext {
  const known = postures.get(posture);
  if (known !== undefined) return known;
  const checks = (standing: 'passed' | 'failed') =>
    Object.entries(posture).flatMap(([check, stands]) => (stands === standing ? [bytesOf(check)] : []));
  const values = new Map<string, Value>([
    ['device_posture.checks.passed', checks('passed')],
    ['device_posture.checks.failed', checks('failed')],
  ]);
  postures.set(posture, values);
  return values;
}

/** A host and all its parents: `a.b.example`, `b.example`, `example`. */
function parentDomains(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}
