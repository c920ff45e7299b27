import { statSync } from 'node:fs';
import { resolve } from 'node:path';

const endings = ['.environment.yaml', '.environment.yml', '.scenario.yaml', '.warp-session.json', '.json'];

/** Those of the words that name files we can import, as whole paths; a word may well be something else. */
export function findFiles(words: readonly string[], directory: string): string[] {
  return words.map((word) => resolve(directory, word)).filter((path) => hasEnding(path) && isFile(path));
}

function hasEnding(path: string): boolean {
  return endings.some((ending) => path.toLowerCase().endsWith(ending));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
