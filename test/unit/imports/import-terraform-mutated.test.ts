import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError, type Fault } from '../../../app/errors.ts';
import { importFiles } from '../../support/import-files.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/terraform', import.meta.url));
const texts = readdirSync(fixtures).flatMap((folder) =>
  readdirSync(join(fixtures, folder))
    .filter((name) => /\.(tf|tf\.json)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(fixtures, folder, name), 'utf8') })),
);

/** The faults of reading a file; none when it can be read. Anything but a `DecodeError` is thrown on. */
function faultsOf(name: string, text: string): readonly Fault[] {
  try {
    importFiles([{ name, text }]);
    return [];
  } catch (fault) {
    if (fault instanceof DecodeError) return fault.faults;
    throw fault;
  }
}

function expectClear(name: string, text: string): void {
  for (const { file, line, message } of faultsOf(name, text)) {
    expect(file).toBe(name);
    // What is wrong with a file as a whole has no line.
    if (!message.includes('no Gateway policies')) expect(line).toBeGreaterThan(0);
    expect(line ?? 1).toBeLessThanOrEqual(text.split('\n').length);
  }
}

const anyText = fc.constantFrom(...texts);
const pieces = [
  ...'{}[]()"$%<>=.,:?*!-#\\\n\r\0\u{1f600}',
  '${',
  '%{',
  '<<E\n',
  '"',
  '__proto__',
  '/*',
  '...',
  '%{ if',
];

describe('a damaged Terraform file', () => {
  it('that is cut off is read, or refused with file and line', () => {
    fc.assert(
      fc.property(anyText, fc.double({ min: 0, max: 1, noNaN: true }), ({ name, text }, share) => {
        expectClear(name, text.slice(0, Math.floor(text.length * share)));
      }),
      { numRuns: 400 },
    );
  });

  it('with other characters in it is read, or refused with file and line', () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...pieces), fc.nat(3));
    fc.assert(
      fc.property(anyText, fc.array(change, { minLength: 1, maxLength: 6 }), ({ name, text }, changes) => {
        const damaged = changes.reduce((before, [share, piece, gone]) => {
          const at = Math.floor(before.length * share);
          return before.slice(0, at) + piece + before.slice(at + gone);
        }, text);
        expectClear(name, damaged);
      }),
      { numRuns: 800 },
    );
  });

  it('of any characters is read, or refused with file and line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => expectClear('main.tf', text)),
      { numRuns: 300 },
    );
  });
});

describe('a Terraform file made to do harm', () => {
  const policy = (traffic: string, more = '') =>
    `${more}\nresource "cloudflare_zero_trust_gateway_policy" "p" {\n  name = "p"\n  precedence = 1\n  enabled = true\n  action = "allow"\n  filters = ["l4"]\n  traffic = ${traffic}\n}\n`;
  const unresolved = (text: string) => {
    const { policies } = importFiles([{ name: 'main.tf', text }]);
    return policies[0]?.unresolved?.map(({ message }) => message);
  };

  it.each([
    ['[', ']'],
    ['(', ')'],
    ['{ a = ', '}'],
    ['"$' + '{', '}"'],
    ['!', ''],
    ['-', ''],
    ['true ? 1 : ', ''],
    ['upper(', ')'],
    ['[for x in y : ', ']'],
  ])('is refused where %s nests without end', (open, close) => {
    const text = policy(`${open.repeat(5000)}1${close.repeat(5000)}`);
    expect(faultsOf('main.tf', text)).toMatchObject([
      { file: 'main.tf', line: 8, message: expect.stringMatching(/deeper/) },
    ]);
  });

  it.each(['1 + ', 'a.', 'true && '])('is refused where %s goes on without end', (link) => {
    const text = policy(`${link.repeat(100_000)}1`);
    expect(faultsOf('main.tf', text)).toMatchObject([{ file: 'main.tf', line: 8 }]);
  });

  it('is refused where blocks nest without end', () => {
    expect(faultsOf('main.tf', 'a {\n'.repeat(100_000))).toMatchObject([{ message: expect.stringMatching(/deeper/) }]);
  });

  it.each([
    ['"$' + '{local.l40}"', Array.from({ length: 40 }, (_, n) => `l${n + 1} = "$\{local.l${n}}$\{local.l${n}}"`)],
    ['jsonencode(local.l40)', Array.from({ length: 40 }, (_, n) => `l${n + 1} = [local.l${n}, local.l${n}]`)],
    ['local.l3000', Array.from({ length: 3000 }, (_, n) => `l${n + 1} = local.l${n}`)],
  ])('leaves %s unresolved when that grows without end', (traffic, locals) => {
    const text = policy(traffic, `locals {\nl0 = "0123456789"\n${locals.join('\n')}\n}`);
    expect(unresolved(text)).toEqual([expect.stringMatching(/too (much|long)/)]);
  });

  it('makes no more resources than can be meant', () => {
    expect(unresolved(policy('"x"\n  count = 1e9'))).toEqual([
      expect.stringContaining('count is a number up to 10000'),
    ]);
  });

  it('changes no object but its own', () => {
    const locals =
      'locals {\n  __proto__ = { polluted = "yes" }\n  map = { "__proto__" = { polluted = "yes" }, constructor = { prototype = { polluted = "yes" } } }\n}';
    const more = '  __proto__ = { polluted = "yes" }\n  rule_settings = { __proto__ = { polluted = "yes" } }';
    importFiles([{ name: 'main.tf', text: policy(`jsonencode(merge(local.map, local.__proto__))\n${more}`, locals) }]);
    const json =
      '{"resource": {"cloudflare_teams_rule": {"__proto__": {"name": "x", "__proto__": {"polluted": "yes"}}}}}';
    importFiles([{ name: 'main.tf.json', text: json }]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });
});
