import type { Environment } from '../environment/environment.ts';
import { normaliseAddress } from '../network/address.ts';
import { canonicalName, destinationAt } from '../network/destination.ts';
import { queryContext } from '../network/policy-context.ts';
import { addressesIn, answerPrivately, answerPublicly, answersIn, fallbackFor } from '../network/private-dns.ts';
import type { RecordType } from './command.ts';
import type { LookupAnswer, ResolvedName } from './event.ts';
import { judgeEndpoint } from './judge-endpoint.ts';
import { identityOf } from './judge-phases.ts';
import { rulesetOf } from './ruleset-of.ts';
import { answered, carriesDns, type End, reasonOutside, type Walk } from './walk.ts';

type Lookup = { readonly useCache: boolean; readonly byLocalProxy: boolean };
type ProgramAnswer = { readonly end: End } | { readonly addresses: readonly string[]; readonly fresh?: ResolvedName };

const noAddress: End = { outcome: 'unreachable', class: 'dns', stage: 'dns' };

/** A program's own lookup before it connects; answers live for their time to live. */
export function resolveForProgram(walk: Walk, host: string, { useCache, byLocalProxy }: Lookup): ProgramAnswer {
  const name = canonicalName(host);
  if (byLocalProxy && walk.state.environment.client.mode === 'local-proxy') return resolveBeyondProxy(walk, name);
  const cached = useCache ? walk.state.resolved[name] : undefined;
  if (cached !== undefined && walk.at < cached.until) {
    const { addresses, until } = cached;
    walk.steadyUntil = Math.min(walk.steadyUntil, until);
    walk.trace.push({ step: 'resolved', name, by: 'cache', answers: addresses });
    return { addresses };
  }
  const { end, answer } = askResolver(walk, name, 'ADDRESS');
  if (end.class !== 'none') return { end: { ...end, stage: 'dns' } };
  const addresses = inOrderOfTrial(addressesIn(answer));
  if (answer.kind !== 'records' || addresses.length === 0) return { end: noAddress };
  return { addresses, fresh: { name, addresses, until: walk.at + answer.timeToLive } };
}

/** Programs try IPv6 before IPv4 (RFC 6724 §2.1, RFC 8305 §4). */
function inOrderOfTrial(addresses: readonly string[]): readonly string[] {
  return addresses.toSorted((a, b) => Number(b.includes(':')) - Number(a.includes(':')));
}

/**
 * A name that is handed to the client's proxy is looked up at Gateway's end, where the device's DNS and its fallback have
 * no say. That private names are known there is assumed.
 */
function resolveBeyondProxy(walk: Walk, name: string): ProgramAnswer {
  const addresses = inOrderOfTrial(addressesIn(answerPrivately(walk.state.environment, name, 'ADDRESS')));
  walk.trace.push({ step: 'resolved', name, by: 'gateway', answers: addresses });
  return addresses.length === 0 ? { end: noAddress } : { addresses };
}

/** Takes a name the way the device would: outside, through Gateway DNS, or as a flow to a private resolver. */
export function askResolver(walk: Walk, name: string, type: RecordType): { end: End; answer: LookupAnswer } {
  const { environment } = walk.state;
  const outside = reasonOutside(walk, carriesDns);
  const fallback = fallbackFor(environment, name);
  const resolved = outside === undefined && fallback === undefined ? askByPolicy(walk, name, type) : undefined;
  if (resolved !== undefined) return resolved;
  if (outside !== undefined || fallback === undefined) {
    const answer = answerPublicly(environment, name, type);
    const known = answer.kind !== 'no-such-name';
    walk.trace.push({
      step: 'resolved',
      name,
      by: outside === undefined ? 'gateway' : 'outside',
      answers: answersIn(answer),
    });
    if (outside === undefined) return { end: { ...answered, class: known ? 'none' : 'dns', stage: 'dns' }, answer };
    return { end: { outcome: 'bypassed', class: known ? 'none' : outside, stage: 'dns' }, answer };
  }
  const { resolver, transport } = fallback;
  const end = judgeEndpoint(walk, { host: resolver, address: resolver, port: 53, protocol: transport });
  if (end.class !== 'none') return { end: { ...end, stage: 'dns' }, answer: { kind: 'silence' } };
  const answer = answerPrivately(environment, name, type);
  walk.trace.push({ step: 'resolved', name, by: 'private', resolver, answers: answersIn(answer) });
  return { end: { ...end, class: answer.kind === 'no-such-name' ? 'dns' : 'none', stage: 'dns' }, answer };
}

/**
 * A name that a resolver policy sends to a private resolver: Gateway asks it by itself, so that neither a network policy
 * nor a session check stands in the way (DOMAIN.md §5.3 fact 14). `undefined`: no policy takes the name.
 */
function askByPolicy(walk: Walk, name: string, type: RecordType): { end: End; answer: LookupAnswer } | undefined {
  const { environment } = walk.state;
  const context = queryContext(name, { environment, session: identityOf(walk.state) });
  const { matched, considered } = rulesetOf(environment).firstMatch('resolver', context);
  const { policy } = matched ?? {};
  if (policy?.action !== 'resolve' || policy.resolvers === undefined) return undefined;
  walk.trace.push({
    ...{ step: 'matched', phase: 'resolver', policy: policy.id, name: policy.name, action: policy.action, considered },
  });
  const resolver = policy.resolvers.find((address) => answersQueries(environment, address));
  if (resolver === undefined) {
    walk.trace.push({ step: 'origin', answers: false });
    return { end: { outcome: 'unreachable', class: 'origin', stage: 'dns' }, answer: { kind: 'silence' } };
  }
  const answer = answerPrivately(environment, name, type);
  walk.trace.push({ step: 'resolved', name, by: 'gateway', resolver, answers: answersIn(answer) });
  return { end: { ...answered, class: answer.kind === 'no-such-name' ? 'dns' : 'none', stage: 'dns' }, answer };
}

function answersQueries(environment: Environment, address: string): boolean {
  const found = destinationAt(environment, normaliseAddress(address) ?? address)?.destination;
  return found?.up === true && found.ports['53'] === 'dns';
}
