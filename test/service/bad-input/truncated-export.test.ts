import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { importGatewayApi } from '../../../app/imports/import-api.ts';
import { type House, openHouse } from '../household/house.ts';

const files = ['one-policy.gateway-rules.json', 'per-application.gateway-rules.json', 'gateway-lists.json'];
const textOf = (name: string) => readFileSync(join(process.cwd(), 'examples', 'acme', name), 'utf8').trimEnd();

/** What is left of a file when a download breaks off after so many bytes. */
function* cuts(text: string, every: number): Generator<string> {
  const bytes = Buffer.from(text);
  for (let length = every; length < bytes.length; length += every) yield bytes.subarray(0, length).toString();
}

function faultOf(text: string, name: string): unknown {
  try {
    return importGatewayApi(text, name);
  } catch (fault) {
    return fault;
  }
}

describe.each(files)('%s cut at every 97th byte', (name) => {
  it('is refused with file, line and column, and never by another kind of fault', () => {
    for (const cut of cuts(textOf(name), 97)) {
      const fault = faultOf(cut, name);
      expect(fault).toBeInstanceOf(DecodeError);
      const [first] = (fault as DecodeError).faults;
      expect(first).toMatchObject({ file: name, line: expect.any(Number), column: expect.any(Number) });
      expect(first?.message).toMatch(/^no valid JSON: /);
      expect(first?.line).toBeGreaterThanOrEqual(cut.split('\n').length - 1);
    }
  });
});

describe('a cut export given to the running app', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
  });
  afterAll(() => house.remove());

  it('is refused with its place, wherever it was cut, and nothing has changed', async () => {
    const everything = async () => [await house.call('environment.show'), await house.call('snapshot')];
    const before = await everything();
    for (const text of cuts(textOf('one-policy.gateway-rules.json'), 97 * 11)) {
      const given = { files: [{ name: 'rules.json', text }] };
      for (const [method, params] of [
        ['import.preview', given],
        ['import.apply', { ...given, to: 'this-run', now: true }],
        ['import.apply', { ...given, to: 'new-run' }],
      ] as const) {
        expect(await house.refusal(method, params)).toMatchObject({
          status: 400,
          code: 'bad-input',
          message: expect.stringMatching(/^rules\.json:\d+:\d+: no valid JSON: /),
        });
      }
    }
    expect(await everything()).toEqual(before);
    expect(await house.call('run.list')).toHaveLength(1);
  });
});
