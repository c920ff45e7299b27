import type { Policy } from '../policy/policy.ts';
import { writeInstant } from '../time/calendar.ts';
import { hour, type Millis, minute } from '../time/instant.ts';
import { writeSpan } from '../time/span.ts';
import type { WeeklyHours } from '../time/weekly-hours.ts';
import type { Actor, Environment } from './environment.ts';

/** The data of an environment's file, with imported policies spelt out; it decodes to the same environment. */
export function environmentData(environment: Environment): Readonly<Record<string, unknown>> {
  const { clock, device, client, destinations, dns, identity, access, person, policies, actors, whatIf, assumptions } =
    environment;
  return {
    ...environment,
    clock: { startAt: writeInstant(clock.startAt) },
    device: { ...device, clockSkew: signedSpan(device.clockSkew) },
    client: {
      ...client,
      ...(client.adminOverride === undefined ? {} : { adminOverride: writeSpan(client.adminOverride) }),
      autoConnect: writeSpan(client.autoConnect),
    },
    identity: {
      ...identity,
      ...(identity.maxAge === undefined ? {} : { maxAge: writeSpan(identity.maxAge) }),
      browser: { ...identity.browser, rememberedFor: writeSpan(identity.browser.rememberedFor) },
    },
    person: { ...person, day: person.day.map((part) => hoursData(part)) },
    policies: policies.map(policyData),
    dns: { ...dns, timeToLive: writeSpan(dns.timeToLive) },
    destinations: Object.fromEntries(Object.entries(destinations).map(([name, found]) => [name, withSpans(found)])),
    actors: Object.fromEntries(Object.entries(actors).map(([name, actor]) => [name, actorData(actor)])),
    access: {
      ...withSpans(access),
      applications: Object.fromEntries(
        Object.entries(access.applications).map(([name, application]) => [name, withSpans(application)]),
      ),
    },
    whatIf: withSpans(whatIf),
    assumptions: withSpans(assumptions),
  };
}

function policyData({ checkSession, ...policy }: Policy): object {
  if (checkSession === undefined) return policy;
  const { enforce, text } = checkSession;
  return { ...policy, checkSession: enforce ? text : { enforce, duration: text } };
}

/** Every number in these is a span. */
function withSpans(values: object): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? writeSpan(value) : value]),
  );
}

function hoursData<T extends WeeklyHours>({ from, to, ...hours }: T): object {
  return { ...hours, from: writeTimeOfDay(from), to: writeTimeOfDay(to) };
}

function writeTimeOfDay(time: Millis): string {
  const two = (amount: number) => String(amount).padStart(2, '0');
  return `${two(Math.floor(time / hour))}:${two(Math.floor((time % hour) / minute))}`;
}

function signedSpan(span: Millis): string {
  return span < 0 ? `-${writeSpan(-span)}` : writeSpan(span);
}

function actorData({ hours, ...actor }: Actor): object {
  return { ...withSpans(actor), ...(hours === undefined ? {} : { hours: hoursData(hours) }) };
}
