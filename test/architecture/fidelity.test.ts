import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './sources.ts';

const fact = z.strictObject({
  says: z.string().min(1),
  basis: z.enum(['documented', 'observed', 'assumed']),
  by: z.array(z.string()).min(1).optional(),
  /** What of it is there, where that is not all. */
  limits: z.string().optional(),
  not: z.string().optional(),
});
const facts = z.record(z.string(), z.strictObject({ title: z.string(), facts: z.record(z.string(), fact) }));

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sections = facts.parse(parse(read('test/fidelity/facts.yaml')));
/** How many facts each section of the domain reference has. */
const counts = { 1: 41, 2: 23, 5: 46 };

const all = Object.entries(sections).flatMap(([section, { facts: known }]) =>
  Object.entries(known).map(([number, told]) => ({ number: `${section}.${number}`, ...told })),
);

describe('the facts of the real product', () => {
  it.each(Object.entries(counts))('of section %s are all told, none left out', (section, count) => {
    const told = Object.keys(sections[section]?.facts ?? {}).map(Number);
    expect(told).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  it.each(all)('$number is checked somewhere, or said not to be emulated', ({ by, not }) => {
    expect((by === undefined) !== (not === undefined)).toBe(true);
    for (const place of by ?? []) expect(faultOf(place)).toBeUndefined();
  });

  it('docs/FIDELITY.md tells them (UPDATE_FIDELITY=1 writes it anew)', () => {
    const path = join(root, 'docs/FIDELITY.md');
    const text = writeDocument();
    if (process.env.UPDATE_FIDELITY === '1') writeFileSync(path, text);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('would miss a file or a title that is gone', () => {
    expect(faultOf('test/unit/gone.test.ts: anything')).toContain('no such file');
    expect(faultOf('test/unit/session/reauth.test.ts: no such title')).toContain('no such title');
    expect(faultOf('LK-99')).toContain('no such case');
  });
});

function faultOf(place: string): string | undefined {
  const [path = '', title] = splitPlace(place);
  if (title === undefined) {
    return existsSync(join(root, caseFile(place))) ? undefined : `no such case: ${place}`;
  }
  if (!existsSync(join(root, path))) return `no such file: ${path}`;
  const titles = read(path);
  return titles.includes(title) ? undefined : `no such title in ${path}: ${title}`;
}

function splitPlace(place: string): readonly [string, string?] {
  const at = place.indexOf(': ');
  return at < 0 ? [place] : [place.slice(0, at), place.slice(at + 2)];
}

function caseFile(id: string): string {
  return `examples/catalogue/${id}.scenario.yaml`;
}

function writeDocument(): string {
  const emulated = all.filter(({ by }) => by !== undefined).length;
  const of = (basis: string) => all.filter((one) => one.basis === basis).length;
  return [
    '# How true it is',
    '',
    `What is known of the real product and can be seen, fact by fact: ${all.length} of them, of which ${emulated} are emulated and checked and ${all.length - emulated} are not`,
    `emulated. ${of('documented')} are documented by the vendor, ${of('observed')} were observed (read in public code, or seen by others), and ${of('assumed')} are assumed: inferred`,
    'where documents are silent. What an assumption decides can be changed in the environment, and the product marks it. Cases are those of',
    '`warp-emu scenario list`. The facts stand in `test/fidelity/facts.yaml`; this page is made from it by',
    '`UPDATE_FIDELITY=1 npx vitest run --project=architecture test/architecture/fidelity.test.ts`.',
    '',
    ...Object.entries(sections).flatMap(([section, { title, facts: known }]) => [
      `## ${section}. ${title}`,
      '',
      '| | Fact | Basis | Checked in |',
      '| --- | --- | --- | --- |',
      ...Object.entries(known).map(
        ([number, { says, basis, ...where }]) => `| ${section}.${number} | ${says} | ${basis} | ${sayWhere(where)} |`,
      ),
      '',
    ]),
  ].join('\n');
}

function sayWhere({ by, not, limits }: Pick<z.infer<typeof fact>, 'by' | 'not' | 'limits'>): string {
  if (by === undefined) return `not emulated. ${not}`;
  const places = [...new Set(by.map(sayPlace))].join(', ');
  return limits === undefined ? places : `${places}. ${limits}`;
}

function sayPlace(place: string): string {
  const [path = '', title] = splitPlace(place);
  return title === undefined ? `[${place}](../${caseFile(place)})` : `\`${path}\``;
}
