import { pathToFileURL } from 'node:url';
import { program } from './setup.mjs';

/** Runs the built command line in this process: a second one would cost 50 ms and need its signals passed on. */
export async function runProgram(args) {
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}
