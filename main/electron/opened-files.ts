import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the lab has an answer for: it shows what the file would bring, or says why it can't be read. */
const endings = ['.json', '.yaml', '.yml', '.tf', '.tfvars', '.zip'];

/** Those of the words that name such files, as whole paths; a word may well be something else. */
export function findFiles(words: readonly string[], directory: string): string[] {
  return words
    .map((word) => readFileUrl(word) ?? resolve(directory, word))
    .filter((path) => hasEnding(path) && isFile(path));
}

/** Linux desktops hand files over as addresses. One on another machine is none of ours: looking there tells who looks. */
function readFileUrl(word: string): string | undefined {
  try {
    const url = new URL(word);
    return url.protocol === 'file:' && url.host === '' ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
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
