import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { readJsonText } from '../../../app/imports/json-text.ts';

it('reads what JSON.parse reads and refuses what it refuses', () => {
  const texts = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
    fc
      .json()
      .chain((json) =>
        fc
          .tuple(fc.nat(json.length), fc.constantFrom('', ',', '"', '}', '1'))
          .map(([at, put]) => json.slice(0, at) + put + json.slice(at + 1)),
      ),
    fc.string(),
  );
  fc.assert(
    fc.property(texts, (text) => {
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(() => readJsonText(text, 'f.json')).toThrow(DecodeError);
        return;
      }
      expect(readJsonText(text, 'f.json').value).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});

it('gives a member called __proto__ no power', () => {
  const { value } = readJsonText('{"__proto__": {"admin": true}}', 'f.json');
  expect((value as { admin?: boolean }).admin).toBeUndefined();
  expect(Object.keys(value as object)).toEqual(['__proto__']);
});

it('knows the line of each object and array', () => {
  const json = readJsonText('[\n {"a":\n\n [1]}]', 'f.json');
  const [object] = json.value as [{ a: unknown[] }];
  expect([json.lineOf(json.value as object), json.lineOf(object), json.lineOf(object.a)]).toEqual([1, 2, 4]);
});
