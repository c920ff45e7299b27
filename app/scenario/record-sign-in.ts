import type { LogLine } from '../ports.ts';
import type { ReauthOrigin } from '../session/command.ts';
import type { State } from '../session/state.ts';
import { type RecordedAct, readAct } from './record-act.ts';

/** A sign-in that goes through in one go, from its beginning at a line on; `lines` is how many it takes. */
export type SignInGroup = { readonly act: RecordedAct; readonly lines: number };

const between = new Set(['open-page', 'note-provider-sign-in']);

/** `undefined` when no sign-in begins there that is completed at the same instant, with nothing else in between. */
export function signInFrom(lines: readonly LogLine[], index: number, state: State): SignInGroup | undefined {
  const first = lines[index];
  const from = originOf(first);
  if (first === undefined || from === undefined) return undefined;
  let personId: string | undefined;
  for (let at = index + 1; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || line.at !== first.at) return undefined;
    const { command } = line;
    if (command.type === 'note-provider-sign-in') personId = command.personId;
    if (command.type === 'complete-reauth') {
      if (personId === undefined || state.environment.people[personId] === undefined) return undefined;
      const said =
        from === 'enrolment'
          ? { enrol: personId }
          : { reauthenticate: from === 'settings' ? personId : { as: personId, from } };
      return { act: readAct(said), lines: at - index + 1 };
    }
    if (!between.has(command.type)) return undefined;
  }
  return undefined;
}

function originOf(line: LogLine | undefined): ReauthOrigin | undefined {
  if (line?.command.type === 'click-notice') return 'notice';
  return line?.command.type === 'start-reauth' ? line.command.from : undefined;
}
