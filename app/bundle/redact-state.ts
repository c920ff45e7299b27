import { applyChanges } from '../environment/change.ts';
import type { Environment } from '../environment/environment.ts';
import { describeChanges } from '../explain/describe-changes.ts';
import { type Edit, type Edits, plannedEnvironment } from '../session/edit.ts';
import type { Flow } from '../session/event.ts';
import type { Origin } from '../session/origin.ts';
import type { Notice, OpenReauth, Session, State } from '../session/state.ts';
import { changesThatShow } from './redact-edit.ts';
import { mapEntries, redactEnvironment, redactFacts } from './redact-environment.ts';
import type { Renamer } from './renamer.ts';

/** The state over other names. Edits are rebuilt as what lies between the environments before and after each. */
export function redactState(state: State, renamer: Renamer): State {
  const { environment, edits, session, browser, reauth, notices, flows, resolved, actors } = state;
  const person = (id: string) => renamer.number('person', id);
  return {
    ...state,
    ...(state.origin === undefined ? {} : { origin: redactOrigin(state.origin) }),
    environment: redactEnvironment(environment, renamer),
    edits: redactEdits(state, edits, renamer),
    ...(session === undefined ? {} : { session: redactSession(session, renamer) }),
    browser:
      browser.remembered === undefined
        ? browser
        : { remembered: { ...browser.remembered, personId: person(browser.remembered.personId) } },
    ...(reauth === undefined ? {} : { reauth: redactReauth(reauth, renamer) }),
    notices: notices.map((notice) => redactNotice(notice, renamer)),
    flows: mapEntries(
      flows,
      (id) => id,
      (flow) => redactFlow(flow, renamer),
    ),
    resolved: mapEntries(
      resolved,
      (name) => renamer.rename(name),
      (entry) => entry,
    ),
    actors: mapEntries(
      actors,
      (name) => renamer.number('actor', name),
      (at) => at,
    ),
  };
}

/** The run that it came of lies on another computer; one here may be called the same. */
export function redactOrigin({ at }: Origin): Origin {
  return { run: 'elsewhere', at };
}

function redactSession(session: Session, renamer: Renamer): Session {
  const { personId, email, name, groups, facts } = session;
  return {
    ...session,
    personId: renamer.number('person', personId),
    email: renamer.rename(email),
    name: renamer.rename(name),
    groups: groups.map((group) => renamer.rename(group)),
    facts: redactFacts(facts, renamer),
  };
}

function redactReauth(reauth: OpenReauth, renamer: Renamer): OpenReauth {
  const { blocked } = reauth;
  if (blocked === undefined) return reauth;
  const { host, policyName } = blocked;
  const named = policyName === undefined ? {} : { policyName: renamer.number('Policy', policyName) };
  return { ...reauth, blocked: { ...blocked, host: renamer.rename(host), ...named } };
}

function redactNotice(notice: Notice, renamer: Renamer): Notice {
  const { actor, delivery } = notice;
  return {
    ...notice,
    policyId: renamer.number('policy', notice.policyId),
    policyName: renamer.number('Policy', notice.policyName),
    host: renamer.rename(notice.host),
    ...(actor === undefined ? {} : { actor: renamer.number('actor', actor) }),
    ...(delivery === undefined ? {} : { delivery: redactDelivery(delivery) }),
  };
}

/** What a notification service of some computer said of itself is not told on. */
export function redactDelivery(delivery: string): string {
  return delivery === 'sent' ? delivery : 'not shown';
}

function redactFlow(flow: Flow, renamer: Renamer): Flow {
  const { destination, host, policyId } = flow;
  return {
    ...flow,
    destination: renamer.number('destination', destination),
    host: renamer.rename(host),
    ...(policyId === undefined ? {} : { policyId: renamer.number('policy', policyId) }),
  };
}

function redactEdits(state: State, { count, pending, done, undone }: Edits, renamer: Renamer): Edits {
  const redact = (environment: Environment) => redactEnvironment(environment, renamer);
  let inForce = state.environment;
  const parts = pending.map((part) => {
    const before = inForce;
    inForce = applyChanges(before, part.changes);
    return { ...part, changes: changesThatShow(part.changes, redact(before), redact(inForce)) };
  });
  const planned = plannedEnvironment(state);
  return {
    count,
    pending: parts,
    done: backwards(done, planned, redact).toReversed(),
    undone: forwards(undone.toReversed(), planned, redact).toReversed(),
  };
}

type Redact = (environment: Environment) => Environment;

/** The latest edit first: what undoes it leads to the environment before. */
function backwards(done: Edits['done'], planned: Environment, redact: Redact): Edit[] {
  let after = planned;
  return done.toReversed().map((edit) => {
    const before = applyChanges(after, edit.undo);
    const redacted = redactEdit(edit, redact(before), redact(after));
    after = before;
    return redacted;
  });
}

function forwards(undone: readonly Edit[], planned: Environment, redact: Redact): Edit[] {
  let before = planned;
  return undone.map((edit) => {
    const after = applyChanges(before, edit.changes);
    const redacted = redactEdit(edit, redact(before), redact(after));
    before = after;
    return redacted;
  });
}

function redactEdit({ id, changes: was, undo }: Edit, before: Environment, after: Environment): Edit {
  const changes = changesThatShow(was, before, after);
  return { id, said: describeChanges(before, changes), changes, undo: changesThatShow(undo, after, before) };
}
