import { createReadStream } from 'node:fs';
import { answerLine } from '../../app/expression/answer-line.ts';
import type { Dialect } from '../../app/expression/quirk.ts';
import { badInput } from './failure.ts';
import type { Io } from './io.ts';
import { linesOf } from './lines.ts';

/** Characters that are gathered before they are written. */
const chunk = 64 * 1024;

/** Answers each line of a file, or of stdin, as it is read: however large it is, a piece of it is held. Empty lines are none. */
export async function answerFile(file: string, dialect: Dialect, io: Io): Promise<void> {
  let answers = '';
  let number = 0;
  const write = async () => {
    io.stdout(answers);
    answers = '';
    await io.drained();
  };
  for await (const line of linesOf(file === '-' ? io.stdin() : readFile(file))) {
    number += 1;
    if (line.trim() === '') continue;
    answers += `${JSON.stringify(answerLine(line, number, dialect))}\n`;
    if (answers.length >= chunk) await write();
  }
  await write();
}

async function* readFile(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file);
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : String(fault);
    throw badInput(code === 'ENOENT' ? `${file}: there is no such file.` : `${file} can't be read (${code}).`, 'file');
  }
}
