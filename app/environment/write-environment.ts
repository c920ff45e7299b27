import type { Policy } from '../policy/policy.ts';
import { writeInstant } from '../time/calendar.ts';
import type { Millis } from '../time/instant.ts';
import { writeSpan } from '../time/span.ts';
import type { Actor, Environment } from './environment.ts';

/** The data of an environment's file, with imported policies spelt out; it decodes to the same environment. */
export function environmentData(environment: Environment): Readonly<Record<string, unknown>> {
  const { clock, device, dns, identity, policies, actors, assumptions } = environment;
  return {
    ...environment,
    clock: { startAt: writeInstant(clock.startAt) },
    device: { ...device, clockSkew: signedSpan(device.clockSkew) },
    identity: {
      ...identity,
      ...(identity.maxAge === undefined ? {} : { maxAge: writeSpan(identity.maxAge) }),
      browser: { ...identity.browser, rememberedFor: writeSpan(identity.browser.rememberedFor) },
    },
    policies: policies.map(policyData),
    dns: { ...dns, timeToLive: writeSpan(dns.timeToLive) },
    actors: Object.fromEntries(Object.entries(actors).map(([name, actor]) => [name, actorData(actor)])),
    assumptions: Object.fromEntries(
      Object.entries(assumptions).map(([name, value]) => [name, typeof value === 'number' ? writeSpan(value) : value]),
    ),
  };
}

function policyData({ checkSession, ...policy }: Policy): object {
  if (checkSession === undefined) return policy;
  const { enforce, text } = checkSession;
  return { ...policy, checkSession: enforce ? text : { enforce, duration: text } };
}

function signedSpan(span: Millis): string {
  return span < 0 ? `-${writeSpan(-span)}` : writeSpan(span);
}

function actorData({ does, every, first }: Actor): Record<keyof Actor, unknown> {
  return { does, every: writeSpan(every), first: writeSpan(first) };
}
