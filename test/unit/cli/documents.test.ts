import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const guide = readdirSync('docs/guide').map((name) => `docs/guide/${name}`);

/** Commands of a document, each by the words before its first argument or option. */
function commandsIn(document: string): readonly string[] {
  const lines = [
    ...readFileSync(document, 'utf8').matchAll(/(?:warp-emu|\bemu) ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)/g),
  ];
  return [...new Set(lines.map(([, words = '']) => words))];
}

describe.each(['README.md', ...guide])('%s', (document) => {
  it('names only commands that there are', async () => {
    const unknown: string[] = [];
    for (const words of commandsIn(document)) {
      const [first = '', second] = words.split(' ');
      const { exit, stdout } = await run([first, '--help']);
      const isGroup = /^Commands:$/m.test(stdout);
      const isThere = exit === 0 && stdout.includes(`Usage: warp-emu ${first}`);
      const isNamed = !isGroup || second === undefined || new RegExp(`^  ${second}\\b`, 'm').test(stdout);
      if (!isThere || !isNamed) unknown.push(words);
    }
    expect(unknown).toEqual([]);
  });
});
