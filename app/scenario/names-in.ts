import type { Environment } from '../environment/environment.ts';
import type { Fault } from '../errors.ts';
import type { Act, Scenario } from './scenario.ts';

/** Which names the acts of a scenario may use. */
export type ActWords = {
  /** What is wrong with an id or a name that a policy is expected by; `undefined` when nothing is. */
  unknownPolicy(expected: string): Omit<Fault, 'path'> | undefined;
  /** What an act names that there isn't. */
  unknownIn(act: Act): readonly Omit<Fault, 'path'>[];
};

/** Names of the environment, and those that an edit in the scenario brings. */
export function namesIn({ steps, branches = {} }: Scenario, environment: Environment): ActWords {
  const all = [steps, ...Object.values(branches).map((branch) => branch.steps)].flat();
  const edits = all.flatMap((step) => step.do).flatMap(editOf);
  const has = (section: 'people' | 'destinations', name: string) =>
    Object.hasOwn(environment[section], name) || edits.some((edit) => hasKey(edit[section], name));
  const isEdited = edits.some((edit) => edit.policies !== undefined);
  const hasId = (id: string) => environment.policies.some((policy) => policy.id === id) || isEdited;
  const isPolicy = (id: string) =>
    environment.policies.some((policy) => policy.id === id || policy.name === id) || isEdited;

  const person = (name: string) =>
    has('people', name) ? [] : [unknown(`"${name}" is nobody in people`, environment.people)];
  // Those that can expire are what people look for.
  const deciding = environment.policies.toSorted((a, b) => Number(hasLimit(b)) - Number(hasLimit(a)));
  return {
    unknownPolicy: (expected) => {
      if (expected === 'none' || isPolicy(expected)) return undefined;
      return { message: `there is no policy “${expected}”`, ...hintOf(deciding.map(({ name }) => name)) };
    },
    unknownIn: (act) => {
      if ('reauthenticate' in act) return person(act.reauthenticate.as);
      if ('enrol' in act) return person(act.enrol);
      if ('signIn' in act && 'letIn' in act.signIn) return person(act.signIn.letIn);
      if ('countNotices' in act && !hasId(act.countNotices)) {
        return [
          { message: `there is no policy "${act.countNotices}"`, ...hintOf(environment.policies.map(({ id }) => id)) },
        ];
      }
      if (!('connect' in act)) return [];
      const { to, port, protocol } = act.connect;
      if (port !== undefined || protocol === 'http' || protocol === 'https' || has('destinations', to)) return [];
      return [unknown(`"${to}" is no destination; for another host name a port too`, environment.destinations)];
    },
  };
}

function hasLimit({ checkSession }: Environment['policies'][number]): boolean {
  return checkSession?.enforce === true;
}

type Edit = Readonly<Record<string, unknown>>;

function editOf(act: Act): readonly Edit[] {
  if ('edit' in act) return [act.edit];
  if (!('change' in act)) return [];
  return act.change.map(({ path: [section, key] }) => ({ [String(section)]: { [String(key)]: true } }));
}

function hasKey(section: unknown, name: string): boolean {
  return typeof section === 'object' && section !== null && Object.hasOwn(section, name);
}

function unknown(message: string, known: Readonly<Record<string, unknown>>): Omit<Fault, 'path'> {
  return { message, ...hintOf(Object.keys(known)) };
}

const mostNamed = 8;

function hintOf(known: readonly string[]): Pick<Fault, 'hint'> {
  if (known.length === 0) return {};
  const more = known.length > mostNamed ? ' and others' : '';
  return { hint: `there are ${known.slice(0, mostNamed).join(', ')}${more}` };
}
