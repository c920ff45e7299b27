import type { Random } from './random.ts';

const strange: readonly string[] = [
  ...['null', 'true', '-1', '1e308', '1e999', '-0', '0.5', '9007199254740993', '[]', '{}', '""', '"x"', '[[]]'],
  ...['{"__proto__":{"polluted":true}}', '{"\\u005f_proto__":{"polluted":true}}', '{"constructor":{"prototype":1}}'],
  ...['"../../etc/passwd"', '"\\ud800"', '"\\u0000"', '{"type":"advance","to":1e300,"jump":true}', '1e14'],
];

/** Changes bytes. */
const byBytes: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + String.fromCharCode(random.below(256)) + text.slice(at + 1);
  },
  (text, random) => {
    const [from, to] = [random.below(text.length), random.below(text.length)].toSorted((a, b) => a - b) as [
      number,
      number,
    ];
    return text.slice(0, from) + text.slice(Math.min(to, from + 400));
  },
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at, at + 1 + random.below(300)) + text.slice(at);
  },
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + '[{"a":'.repeat(1 + random.below(200)) + text.slice(at);
  },
];

/** Changes what is there: a value becomes another, a member comes twice, a key another one. */
const byStructure: readonly ((text: string, random: Random) => string)[] = [
  (text, random) =>
    replaceOne(text, /-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"(?!:)|true|false/g, random, () => random.pick(strange)),
  (text, random) =>
    replaceOne(text, /-?\d{3,}/g, random, (found) => random.pick([`${found}0000`, `-${found}`, '1e15', '0'])),
  (text, random) =>
    replaceOne(text, /"\w+":/g, random, () => random.pick(['"__proto__":', '"toString":', '"n":', '"type":'])),
  (text, random) => replaceOne(text, /"(\w+)":/g, random, (found) => `${found}${random.pick(strange)},${found}`),
  (text, random) => replaceOne(text, /\{/g, random, () => `{"__proto__":{"polluted":true},`),
  (text, random) => replaceOne(text, /"type":"[\w-]+"/g, random, () => `"type":"${random.pick(types)}"`),
  (text, random) => swapLines(text, random),
];

const types = ['start-run', 'branch-run', 'advance', 'redo-edit', 'edit-environment', 'run-started', 'notice-due', 'x'];

/** Of what the pattern finds the first behind some place. */
function replaceOne(text: string, pattern: RegExp, random: Random, make: (found: string) => string): string {
  pattern.lastIndex = random.below(text.length);
  const one = pattern.exec(text);
  if (one === null) return text;
  return text.slice(0, one.index) + make(one[0]) + text.slice(one.index + one[0].length);
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n');
  const [from, to] = [random.below(lines.length), random.below(lines.length)];
  return lines
    .with(from, lines[to] ?? '')
    .with(to, lines[from] ?? '')
    .join('\n');
}

const ways = [...byBytes, ...byStructure];

/** A text of JSON, changed in one or two ways. */
export function mutate(text: string, random: Random): string {
  let mutated = text;
  for (let times = random.below(2); times >= 0; times -= 1) mutated = random.pick(ways)(mutated, random);
  return mutated;
}
