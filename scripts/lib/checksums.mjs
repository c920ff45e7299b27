import { createHash } from 'node:crypto';
import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Writes SHA256SUMS, as `sha256sum --check` reads it, about those of the paths that are files. Answers where. */
export async function writeChecksums(folder, paths) {
  const files = paths.filter((path) => statSync(path).isFile()).sort();
  const lines = [];
  for (const file of files) lines.push(`${await hashFile(file)}  ${basename(file)}\n`);
  const sums = join(folder, 'SHA256SUMS');
  writeFileSync(sums, lines.join(''));
  return sums;
}

async function hashFile(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
