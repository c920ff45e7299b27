import { createReadStream } from 'node:fs';
import { answerLine } from '../../app/expression/answer-line.ts';
import type { Dialect } from '../../app/expression/quirk.ts';
import { badInput } from './failure.ts';
import type { Io } from './io.ts';
import { linesOf } from './lines.ts';

/**
 * Answers each line of a file, or of stdin, as soon as it is there: a piece is held, however long the whole is. Empty
 * lines are none.
 */
export async function answerFile(file: string, dialect: Dialect, io: Io): Promise<void> {
  let number = 0;
  for await (const lines of linesOf(file === '-' ? io.stdin() : readFile(file))) {
    const answers = lines.flatMap((line) => {
      number += 1;
      return line.trim() === '' ? [] : `${JSON.stringify(answerLine(line, number, dialect))}\n`;
    });
    io.stdout(answers.join(''));
    await io.drained();
  }
}

async function* readFile(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file);
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : String(fault);
    throw badInput(code === 'ENOENT' ? `${file}: there is no such file.` : `${file} can't be read (${code}).`, 'file');
  }
}
