import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBy, decodeEnvironment } from '../../../app/environment/decode-environment.ts';
import type { Environment } from '../../../app/environment/environment.ts';
import { DecodeError, Refusal } from '../../../app/errors.ts';
import { playScenario } from '../../../app/scenario/play.ts';
import { mergeData, type Scenario, scenarioFileShape } from '../../../app/scenario/scenario.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';
import { listCatalogue } from '../../../main/files/load-scenario.ts';
import { dataFileOf, decodeFile } from '../../../main/files/yaml-file.ts';
import { type Slip, slip, slipsOf } from '../../support/slips.ts';

const scenarios = (await listCatalogue()).map((path) => readFileSync(path, 'utf8'));
const base = readFileSync('examples/catalogue/base.environment.yaml', 'utf8');
const baseData = dataFileOf(base, 'base').data;

const odd = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    ...[
      '__proto__',
      'constructor: { prototype: { polluted: 1 } }',
      '__proto__: { polluted: 1 }',
      '{',
      '}',
      '[',
      ']',
      ': ',
      '- ',
    ],
    ...[
      '"',
      "'",
      '#',
      '&a ',
      '*a',
      '!!js/function x',
      '!!binary ',
      '<<: *a',
      '~',
      '? ',
      '---\n',
      '\t',
      '\n',
      '\u0000',
      '🙂',
    ],
    ...[
      '99999999999h',
      '0s',
      '-1h',
      '1e999',
      '.nan',
      '9007199254740993',
      'repeat: { every: 1ms, times: 10000 }',
      'at: 87000h',
    ],
    ...['../../../../etc/passwd', '/etc/passwd', 'true', 'null', '[[[[[[[[', '{a: {a: {a: {a: '],
  ),
);
const slips = slipsOf(odd, 'word', 60);

/** A whole value becomes another, so that the file still reads. */
function changeWord(text: string, { at, text: other }: Slip): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + text.slice(from).replace(/(: )[^\s,{}[\]]+/, `$1${other.replaceAll('$', '$$$$')}`);
}

/** What reading comes to: the value, or faults of which each has a place. Anything else that is thrown is a fault of ours. */
function read<T>(text: string, decode: (data: unknown) => T): T | undefined {
  try {
    return decodeFile(dataFileOf(text, 'mutated.yaml'), decode);
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    // What is missing stands at no line but has its path, and names in the file may hold line ends themselves.
    expect(fault.message).toMatch(/^mutated\.yaml(:| \S+:)/);
    return undefined;
  }
}

function readEnvironment(data: unknown): Environment {
  return decodeEnvironment(data, (path) => {
    throw new DecodeError([{ path: 'policies.import', message: `${path} is not read here` }]);
  });
}

/** Plays what can still be played, and counts its faults as answers, too. */
async function play(scenario: Scenario, environment: Environment): Promise<void> {
  await playScenario(scenario, environment, sha256Hex).catch((fault: unknown) => {
    if (!(fault instanceof DecodeError || fault instanceof Refusal)) throw fault;
    expect(fault.message.length).toBeGreaterThan(10);
  });
}

/** Real milliseconds that one file may take. */
const patience = 5000;

describe('ten thousand mutated files', () => {
  it('of scenarios are read, and played where they can be, or refused with file and line', async () => {
    let played = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...scenarios), slips, async (text, mutations) => {
        const begun = performance.now();
        const scenario = read(slip(text, mutations, changeWord), (data) => decodeBy(scenarioFileShape, data));
        if (scenario !== undefined) {
          const environment = read(JSON.stringify(mergeData(baseData, scenario.with)), readEnvironment);
          if (environment !== undefined) {
            played += 1;
            await play(scenario, environment);
          }
        }
        expect(performance.now() - begun).toBeLessThan(patience);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
      { numRuns: 6000, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
    expect(played).toBeGreaterThan(300);
  }, 120_000);

  it('of environments are read, or refused with file and line', async () => {
    let taken = 0;
    fc.assert(
      fc.property(slips, (mutations) => {
        const begun = performance.now();
        if (read(slip(base, mutations, changeWord), readEnvironment) !== undefined) taken += 1;
        expect(performance.now() - begun).toBeLessThan(patience);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
      { numRuns: 4000, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
    expect(taken).toBeGreaterThan(100);
  }, 120_000);
});
