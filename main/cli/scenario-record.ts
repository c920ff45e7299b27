import { writeFile } from 'node:fs/promises';
import { DecodeError, Refusal } from '../../app/errors.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { Report, RunningEmulator } from './session.ts';

export type RecordOptions = {
  readonly from: string;
  readonly title?: string;
  readonly redact?: boolean;
  /** Names that stay in a redacted one; they ask for one. */
  readonly keep?: readonly string[];
};

/** Writes what was done in the current run as a scenario. Never over a file that is there. */
export async function recordScenarioFile(
  emulator: Pick<RunningEmulator, 'call'>,
  file: string,
  { from, title, redact = false, keep = [] }: RecordOptions,
): Promise<Report> {
  const recorded = await emulator.call('scenario.record', {
    ...(from === 'start' ? {} : { from }),
    ...(title === undefined ? {} : { title }),
    ...(redact || keep.length > 0 ? { redact: true, keep: [...keep] } : {}),
  });
  await writeFile(file, recorded.text, { flag: 'wx' }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EEXIST') throw new Refusal('file-exists', `${file} is there already. Choose another name.`);
    throw new DecodeError([{ path: '', message: `${file} can’t be written (${fault.code ?? 'unknown'})` }]);
  });
  const { text: _text, name: _name, ...told } = recorded;
  const outcome = told.same
    ? 'Played anew it comes to the same state.'
    : 'Played anew it does not come to the same state: something in the run can’t be told by a scenario.';
  const names =
    told.renamed === undefined
      ? 'Names stand in it as they are; --redact gives them others.'
      : `${numberOf(told.renamed, 'name is another', 'names are others')} in it. IP addresses, ports and times are the same.`;
  return {
    json: { file, ...told },
    text: [`${file} holds ${numberOf(told.steps, 'step', 'steps')}. ${outcome}`, names, ...told.untold].join('\n'),
  };
}
