import type { Environment, Facts } from '../environment/environment.ts';
import { DecodeError, type Fault } from '../errors.ts';
import { decodeContext } from '../expression/context-json.ts';
import { gatewayFields } from '../expression/fields.ts';
import type { ExpressionContext } from '../expression/value.ts';

/** Fields that the emulator works out for itself from the attempt, the person and the device. */
const ownFields = new Set([
  'net.dst.ip',
  'net.dst.port',
  'net.protocol',
  'net.protocol.detection',
  'net.sni.host',
  'net.sni.domains',
  'access.private_app',
  'identity.email',
  'identity.name',
  'identity.groups.name',
  'device_posture.checks.passed',
  'device_posture.checks.failed',
  'http.request.host',
  'http.request.domains',
  'http.request.method',
  'http.request.uri',
  'http.request.uri.path',
  'http.request.uri.path_and_query',
  'http.request.uri.query',
  'http.conn.dst_ip',
]);

const read = new WeakMap<Facts, ExpressionContext>();

/** The values that facts give to fields. Throws `DecodeError` for facts that `faultsOfFacts` finds fault with. */
export function valuesOf(facts: Facts): ExpressionContext {
  const known = read.get(facts);
  if (known !== undefined) return known;
  const values = decodeContext(facts, gatewayFields);
  read.set(facts, values);
  return values;
}

/** What is wrong with the facts of an environment, by its place. */
export function faultsOfFacts({ destinations, people, device }: Environment): readonly Fault[] {
  const all: readonly (readonly [path: string, facts: Facts])[] = [
    ...Object.entries(destinations).map(([name, { facts }]) => [`destinations.${name}`, facts] as const),
    ...Object.entries(people).map(([name, { facts }]) => [`people.${name}`, facts] as const),
    ['device', device.facts],
  ];
  return all.flatMap(([owner, facts]) =>
    faultsIn(facts).map((fault) => ({ ...fault, path: `${owner}.facts.${fault.path}` })),
  );
}

function faultsIn(facts: Facts): readonly Fault[] {
  const own = Object.keys(facts).filter((field) => ownFields.has(gatewayFields.aliases.get(field) ?? field));
  if (own.length > 0) {
    return own.map((path) => ({ path, message: 'the emulator knows this field by itself: take it out here' }));
  }
  try {
    valuesOf(facts);
    return [];
  } catch (fault) {
    if (fault instanceof DecodeError) return fault.faults;
    throw fault;
  }
}
