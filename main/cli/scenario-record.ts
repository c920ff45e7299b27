import { writeFile } from 'node:fs/promises';
import { DecodeError, Refusal } from '../../app/errors.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { Report, RunningEmulator } from './session.ts';

/** Writes what was done in the current run as a scenario. Never over a file that is there. */
export async function recordScenarioFile(
  emulator: Pick<RunningEmulator, 'call'>,
  file: string,
  { from, title }: { readonly from: string; readonly title?: string | undefined },
): Promise<Report> {
  const recorded = await emulator.call('scenario.record', {
    ...(from === 'start' ? {} : { from }),
    ...(title === undefined ? {} : { title }),
  });
  await writeFile(file, recorded.text, { flag: 'wx' }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EEXIST') throw new Refusal('file-exists', `${file} is there already. Choose another name.`);
    throw new DecodeError([{ path: '', message: `${file} can’t be written (${fault.code ?? 'unknown'})` }]);
  });
  const { text: _text, name: _name, ...told } = recorded;
  const outcome = told.same
    ? 'Played anew it comes to the same state.'
    : 'Played anew it does not come to the same state: something in the run can’t be told by a scenario.';
  return {
    json: { file, ...told },
    text: [`${file} holds ${numberOf(told.steps, 'step', 'steps')}. ${outcome}`, ...told.untold].join('\n'),
  };
}
