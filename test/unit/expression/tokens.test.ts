import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatewayFields } from '../../../app/expression/fields.ts';
import { print } from '../../../app/expression/print.ts';
import { tokensOf } from '../../../app/expression/tokens.ts';
import { anyExpression } from './generate.ts';

const show = (text: string) =>
  tokensOf(text, gatewayFields).map(({ at, length, kind }) => `${kind} ${text.slice(at, at + length)}`);

/** In order, apart, inside the text, and nothing but white space between them. */
function expectCover(text: string): void {
  let end = 0;
  for (const { at, length } of tokensOf(text, gatewayFields)) {
    expect(length).toBeGreaterThan(0);
    expect(text.slice(end, at).trim()).toBe('');
    expect(at).toBeGreaterThanOrEqual(end);
    end = at + length;
  }
  expect(end).toBeLessThanOrEqual(text.length);
  expect(text.slice(end).trim()).toBe('');
}

describe('the tokens of an expression', () => {
  it('tell fields, operators, values, lists and words apart', () => {
    expect(show('any(app.ids[*] in {80..90 -1 0x1F}) and not(net.dst.ip in $8f-A)')).toEqual([
      ...['keyword any', 'bracket (', 'field app.ids', 'bracket [', 'operator *', 'bracket ]', 'operator in'],
      ...['bracket {', 'number 80..90', 'number -1', 'number 0x1F', 'bracket }', 'bracket )'],
      ...['keyword and', 'keyword not', 'bracket (', 'field net.dst.ip', 'operator in', 'list $8f-A', 'bracket )'],
    ]);
  });

  it.each([
    ['net.dst.ip == 10.0.0.0/8', 'address 10.0.0.0/8'],
    ['net.dst.ip in {fd00::1..fd00::9}', 'address fd00::1..fd00::9'],
    ['net.dst.ip == ::1', 'address ::1'],
    ['net.sni.host contains 61:62', 'address 61:62'],
    ['net.sni.host matches "[\\"]x"', 'text "[\\"]x"'],
    ['net.sni.host matches r#"a"b"#', 'text r#"a"b"#'],
    ['net.sni.host == "never ends and', 'text "never ends and'],
    ['net.dst.prot == 1', 'unknown net.dst.prot'],
    ['http.host == "a"', 'field http.host'],
    ['net.dst.port = 1', 'unknown ='],
    ['net.dst.port == 1 😀', 'unknown 😀'],
  ])('read %s', (text, token) => {
    expect(show(text)).toContain(token);
  });

  it('cover whatever is typed, in order and without overlaps', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), expectCover));
    const pieces = [
      'net.dst.ip',
      ' ',
      '"',
      '\\',
      '[',
      ']',
      'r#"',
      '$',
      '{',
      '10.0.0.1',
      '==',
      'matches ',
      '\n',
      '\u00a0',
      'é',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((all) => all.join('')),
        expectCover,
      ),
    );
  });

  it('leave nothing unknown in an expression that the language takes', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const text = print(expression);
        expectCover(text);
        expect(show(text).filter((token) => token.startsWith('unknown'))).toEqual([]);
      }),
    );
  });

  it('come in linear time, however many texts never end', () => {
    const text = 'net.dst.ip in {10.0.0.1} and "\\q'.repeat(2_000);
    const spans = Array.from({ length: 5 }, () => {
      const started = performance.now();
      tokensOf(text, gatewayFields);
      return performance.now() - started;
    });
    expect(Math.min(...spans)).toBeLessThan(2000);
  });
});
