import { appendFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { DecodeError, type Fault } from '../../app/errors.ts';
import { type Annotation, writeAnnotation } from './github.ts';
import type { Io } from './io.ts';
import type { Report } from './session.ts';

export type AnnotationsOption = { readonly annotations?: 'github' | 'none' | undefined };

/** A report with what a pull request is to show of it. */
export type AnnotatedReport = Report & {
  readonly annotations: readonly Annotation[];
  /** Markdown for the summary of the job, line by line; its heading first. */
  readonly summary: readonly string[];
};

/** GitHub takes a mebibyte for one step. */
const mostBytes = 1_000_000;

export function withAnnotations(command: Command): Command {
  return command.addOption(
    new Option('--annotations <where>', 'mark what failed at its line (default: github inside GitHub Actions)').choices(
      ['github', 'none'],
    ),
  );
}

/** Runs a command and, where that is wanted, tells GitHub what failed and where. Faulty files are told so too. */
export async function annotate(
  { annotations: wanted }: AnnotationsOption,
  { env, stderr }: Io,
  command: () => Promise<AnnotatedReport>,
): Promise<Report> {
  if ((wanted ?? (env.GITHUB_ACTIONS === 'true' ? 'github' : 'none')) === 'none') return command();
  const root = env.GITHUB_WORKSPACE || process.cwd();
  // Standard output holds the report alone; the runner reads both.
  const tell = (annotations: readonly Annotation[]) => {
    for (const annotation of annotations) stderr(`${writeAnnotation(annotation, root)}\n`);
  };
  const summarise = (lines: readonly string[]) => addToSummary(env.GITHUB_STEP_SUMMARY, lines, stderr);
  try {
    const report = await command();
    tell(report.annotations);
    await summarise(report.summary);
    return report;
  } catch (fault) {
    if (fault instanceof DecodeError) tell(fault.faults.map(annotateFault));
    await summarise(['### warp-emu could not read its files', '', 'What is wrong stands in the log of the step.']);
    throw fault;
  }
}

export function annotateFault({ path, message, hint, file, line, column }: Fault): Annotation {
  const title = path === '' ? 'This file can’t be used' : path;
  return { level: 'error', title, message: hint === undefined ? message : `${message} (${hint})`, file, line, column };
}

/** A summary that can't be written is no reason to fail the job. */
async function addToSummary(file: string | undefined, lines: readonly string[], complain: Io['stderr']): Promise<void> {
  if (!file) return;
  await appendFile(file, `${cut(lines).join('\n')}\n\n`).catch((fault: NodeJS.ErrnoException) => {
    complain(`The summary of the job was not written to ${file} (${fault.code ?? fault.message}).\n`);
  });
}

function cut(lines: readonly string[]): readonly string[] {
  let bytes = 0;
  const first = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1;
    return bytes > mostBytes;
  });
  return first === -1 ? lines : [...lines.slice(0, first), '', 'There is more in the log of the step.'];
}
