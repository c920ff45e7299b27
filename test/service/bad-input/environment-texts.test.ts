import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnvironmentDraft } from '../../../main/files/environment-draft.ts';
import { type Slip, slip, slipsOf } from '../../support/slips.ts';

const shipped = ['one-policy', 'per-application', 'whole-week'].map((name) =>
  readFileSync(`examples/acme/${name}.environment.yaml`, 'utf8'),
);
const exports = ['one-policy.gateway-rules.json', 'per-application.gateway-rules.json', 'gateway-lists.json'].map(
  (name) => ({ name, text: readFileSync(`examples/acme/${name}`, 'utf8') }),
);

const odd = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    '\t',
    '{',
    '}',
    '[',
    ']',
    ': ',
    '- ',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '!!x ',
    '|\n',
    '---\n',
    '%',
    '\n',
    '  ',
    '<<: ',
    '~',
    '? ',
    '\u0000',
    '\u2028',
    '🙂',
    '__proto__: {}',
    '1e999',
    '.nan',
  ),
);

const slips = slipsOf(odd, 'swap-lines', 40);

function swapLines(text: string, { at }: Slip): string {
  const lines = text.split('\n');
  const [one, two] = [at % lines.length, (at * 7) % lines.length];
  return lines.map((line, number) => lines[number === one ? two : number === two ? one : number] ?? line).join('\n');
}

describe('a mutated environment', () => {
  it('is read, or refused with a message, a remedy and a place in the text, and never throws', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...shipped), slips, async (text, all) => {
        const mutated = slip(text, all, swapLines);
        const draft = await readEnvironmentDraft(mutated, exports);
        if (draft.ok) return;
        refused += 1;
        expect(draft.issues.length).toBeGreaterThan(0);
        const lines = mutated.split('\n').length;
        for (const { message, hint, line, column, at, length } of draft.issues) {
          expect(message).toMatch(/\S.{3,}/);
          expect(message).not.toMatch(/undefined|\[object|zod|Expected .* received/i);
          if (!draft.isYaml) expect(hint ?? message).toMatch(/[a-z]{3}/);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 1);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at + length).toBeLessThanOrEqual(mutated.length + 1);
        }
      }),
      { numRuns: 520 },
    );
    expect(refused).toBeGreaterThan(200);
  }, 120_000);
});
