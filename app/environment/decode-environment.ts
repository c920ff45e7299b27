import type { z } from 'zod';
import { DecodeError, type Fault } from '../errors.ts';
import { faultsOfFacts } from '../network/facts.ts';
import type { Environment } from './environment.ts';
import { environmentFileShape, environmentFrom, type ImportedPolicies } from './environment-file.ts';
import { refuseExcess } from './excess.ts';
import { sayIssue, shorten } from './say-issue.ts';

/** Decodes data by a shape. Throws `DecodeError` with a fault for each thing that is wrong, by its place. */
export function decodeBy<S extends z.ZodType>(shape: S, data: unknown): z.output<S> {
  const result = shape.safeParse(data, { reportInput: true });
  if (result.success) return result.data;
  throw new DecodeError(result.error.issues.flatMap(faultsOf));
}

/**
 * Decodes an environment file's data. Names that point to nothing (a registered person, an actor's destination) are
 * faults too. Throws `DecodeError`.
 */
export function decodeEnvironment(data: unknown, imported: (path: string) => ImportedPolicies): Environment {
  refuseExcess(data);
  const environment = environmentFrom(decodeBy(environmentFileShape, data), imported);
  const faults = [...danglingNames(environment), ...faultsOfFacts(environment)];
  if (faults.length > 0) throw new DecodeError(faults);
  return environment;
}

function danglingNames({ device, people, destinations, policies, identity }: Environment): Fault[] {
  const faults: Fault[] = [];
  const { locked, denied, browser } = identity;
  const named: readonly (readonly [path: string, person: string | undefined])[] = [
    ['device.registeredTo', device.registeredTo],
    ['identity.browser.remembers', browser.remembers],
    ...locked.map((person, index) => [`identity.locked[${index}]`, person] as const),
    ...denied.map((person, index) => [`identity.denied[${index}]`, person] as const),
  ];
  for (const [path, person] of named) {
    if (person !== undefined && !Object.hasOwn(people, person)) {
      faults.push({ path, message: `"${person}" is nobody in people` });
    }
  }
  if (device.enrolment === 'service-token' && device.registeredTo !== undefined) {
    faults.push({ path: 'device.registeredTo', message: 'a device enrolled by a service token belongs to nobody' });
  }
  const seen = new Map<string, string>();
  for (const [name, { address }] of Object.entries(destinations)) {
    const earlier = seen.get(address);
    if (earlier !== undefined) {
      faults.push({ path: `destinations.${name}.address`, message: `${address} already belongs to "${earlier}"` });
    }
    seen.set(address, name);
  }
  const ids = new Set<string>();
  for (const { id } of policies) {
    if (ids.has(id)) faults.push({ path: 'policies', message: `two policies have the id "${id}"` });
    ids.add(id);
  }
  return faults;
}

function faultsOf(issue: z.core.$ZodIssue): readonly Fault[] {
  const inner = innerIssue(issue);
  const found = inner === undefined ? ownFaults(issue) : faultsOf(inner);
  const outer = issue.path.map(segment).join('');
  return found.map(({ path, message }) => {
    const joined = path === '' || path.startsWith('[') ? `${outer}${path}` : `${outer}.${path}`;
    return { path: joined.replace(/^\./, ''), message };
  });
}

/** A key that is not known is a place of its own. */
function ownFaults(issue: z.core.$ZodIssue): readonly Fault[] {
  const message = sayIssue(issue);
  const places = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 20) : [''];
  return places.map((path) => ({ path: shorten(path), message }));
}

function segment(part: PropertyKey): string {
  return typeof part === 'number' ? `[${part}]` : `.${String(part)}`;
}

function innerIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue | undefined {
  if (issue.code === 'invalid_union') return closest(issue.errors);
  return issue.code === 'invalid_key' ? issue.issues[0] : undefined;
}

/**
 * Of several shapes that don't fit, the fault of the one that was most likely meant: the one with the fewest faults, those
 * inside before one of the whole. A key that no shape knows is the fault itself.
 */
function closest(branches: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue | undefined {
  const strangeness = (issues: readonly z.core.$ZodIssue[]) =>
    issues.length +
    issues.filter(({ path }) => path.length === 0).length / 10 +
    issues.filter(({ code }) => code === 'unrecognized_keys').length * 10;
  const best = branches.toSorted((a, b) => strangeness(a) - strangeness(b))[0];
  return best?.find(({ code }) => code === 'unrecognized_keys') ?? best?.[0];
}
