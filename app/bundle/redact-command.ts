import { applyChanges } from '../environment/change.ts';
import { describeChanges } from '../explain/describe-changes.ts';
import { adminCodeAt } from '../session/client-switch.ts';
import type { Command, ConnectionAttempt, Initiator } from '../session/command.ts';
import { plannedEnvironment } from '../session/edit.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { State } from '../session/state.ts';
import type { Millis } from '../time/instant.ts';
import { changesThatShow } from './redact-edit.ts';
import { redactEnvironment, redactPage } from './redact-environment.ts';
import { redactDelivery, redactOrigin, redactState } from './redact-state.ts';
import type { Renamer } from './renamer.ts';

/** The run's state before a command, and that of the redacted run. */
export type BothStates = { readonly was: State | undefined; readonly redacted: State | undefined };

/** The command as it would have been given in the world of other names. */
export function redactCommand(command: Command, { was, redacted }: BothStates, at: Millis, renamer: Renamer): Command {
  switch (command.type) {
    case 'start-run':
      return { ...command, environment: redactEnvironment(command.environment, renamer) };
    case 'branch-run':
      return { ...command, origin: redactOrigin(command.origin), state: redactState(command.state, renamer) };
    case 'request-connection': {
      const readsQuery = was !== undefined && rulesetOf(was.environment).readsQuery;
      const attempt = redactAttempt(command.attempt, readsQuery, renamer);
      return { ...command, attempt, by: redactInitiator(command.by, renamer) };
    }
    case 'resolve-name': {
      const { attempt, by } = command;
      return {
        ...command,
        attempt: { ...attempt, name: renamer.rename(attempt.name) },
        by: redactInitiator(by, renamer),
      };
    }
    case 'unlock-switch':
      // The code is made of the team's name.
      return redacted === undefined ? command : { ...command, code: adminCodeAt(redacted, at) };
    case 'report-delivery':
      return { ...command, delivery: redactDelivery(command.delivery) };
    case 'note-provider-sign-in':
      return { ...command, personId: renamer.number('person', command.personId) };
    case 'complete-reauth':
      return { ...command, email: renamer.rename(command.email) };
    case 'abandon-reauth':
      return { ...command, why: 'it ended without a sign-in' };
    case 'edit-environment':
      return was === undefined || redacted === undefined ? command : redactEdit(command, was, redacted, renamer);
    default:
      return command;
  }
}

function redactEdit(
  command: Extract<Command, { type: 'edit-environment' }>,
  was: State,
  redacted: State,
  renamer: Renamer,
): Command {
  const after = redactEnvironment(applyChanges(plannedEnvironment(was), command.changes), renamer);
  const before = plannedEnvironment(redacted);
  const changes = changesThatShow(command.changes, before, after);
  return { ...command, changes, said: describeChanges(before, changes) };
}

function redactAttempt(attempt: ConnectionAttempt, readsQuery: boolean, renamer: Renamer): ConnectionAttempt {
  const { host, facts } = attempt;
  const named = { ...attempt, host: renamer.rename(host) };
  if (facts === undefined) return named;
  const { sni, request } = facts;
  return {
    ...named,
    facts: {
      ...facts,
      ...(sni === undefined ? {} : { sni: renamer.rename(sni) }),
      ...(request === undefined
        ? {}
        : {
            request: {
              ...{ host: renamer.rename(request.host), method: redactMethod(request.method) },
              path: redactPage(request.path, readsQuery, renamer),
            },
          }),
    },
  };
}

/** Those that have a meaning (RFC 9110 §9, RFC 4918, RFC 5789). */
const methods = new Set([
  ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'],
  ...['PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK'],
]);

function redactMethod(method: string): string {
  return methods.has(method) ? method : 'OTHER';
}

function redactInitiator(by: Initiator, renamer: Renamer): Initiator {
  return by.kind === 'actor' ? { ...by, actor: renamer.number('actor', by.actor) } : by;
}
