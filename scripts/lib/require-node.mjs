// Imported first and statically by every script, so it keeps to syntax that old versions of Node can read.
import { readFileSync } from 'node:fs';

export function isOldNode(version, engines) {
  const wanted = engines
    .replace(/^>=\s*/, '')
    .split('.')
    .map(Number);
  const found = version.split('.').map(Number);
  const at = wanted.findIndex((part, index) => found[index] !== part);
  return at !== -1 && found[at] < wanted[at];
}

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
if (isOldNode(process.versions.node, engines.node)) {
  process.stderr.write(
    `This is Node.js ${process.versions.node}; the emulator needs ${engines.node}. Nothing was changed. ` +
      'Install a newer Node.js (the current LTS is a good choice) and run the same command again.\n',
  );
  process.exit(1);
}
