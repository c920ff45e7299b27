import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../app/expression/compile.ts';
import { renderFault } from '../../../app/expression/fault.ts';
import { gatewayFields } from '../../../app/expression/fields.ts';
import { compiled, faultIn, listsOf } from './context.ts';

/** The stretch of the text that the fault is about. */
function faulty(text: string): string {
  const { offset, length } = faultIn(text);
  return text.slice(offset, offset + length);
}

it.each([
  ['net.dst.ipp == 1.2.3.4', 'unknown-field', 'net.dst.ipp', 'did you mean net.dst.ip?'],
  ['net.dst.Port == 1', 'unknown-field', 'net.dst.Port', 'did you mean net.dst.port?'],
  ['lower(net.sni.host) == "a"', 'unknown-field', 'lower', 'there are any() and all()'],
  ['net.dst.port in {80, 443}', 'syntax', ',', 'sets are separated by spaces'],
  ['net.dst.ip not in {10.0.0.0/8}', 'syntax', 'not', 'written `not(net.dst.ip in …)`'],
  ['net.dst.ip !in {10.0.0.0/8}', 'syntax', '!', 'written `not(net.dst.ip in …)`'],
  ['net.dst.ip in {10.1.2.3/8}', 'syntax', '10.1.2.3/8', 'host bits set: did you mean 10.0.0.0/8?'],
  ['net.dst.ip in {2001:db8::1/32}', 'syntax', '2001:db8::1/32', 'host bits set: did you mean 2001:db8::/32?'],
  ['net.dst.ip in {10.0.0.0/33}', 'syntax', '10.0.0.0/33', 'IPv4 ends at /32, IPv6 at /128'],
  ['net.dst.ip == 010.1.1.1', 'syntax', '010.1.1.1', 'parts of an address have no leading zeros'],
  ['net.dst.ip == 10.128', 'syntax', '10.128', 'IPv4 has four parts'],
  ['net.dst.ip in {10.0.0.0..::1}', 'syntax', '10.0.0.0..::1', 'both ends must be IPv4, or both IPv6'],
  ['net.dst.ip in {10.0.0.9..10.0.0.1}', 'syntax', '10.0.0.9..10.0.0.1', 'the lower end comes first'],
  ['net.dst.port in {9..1}', 'syntax', '9..1', 'the lower end comes first'],
  ['net.dst.port == 080', 'syntax', '080', 'a leading 0 means octal: write 80'],
  ["net.sni.host == 'a'", 'syntax', "'", 'strings take straight double quotes: "…"'],
  ['net.sni.host == wiki.corp', 'syntax', 'wiki.corp', 'strings take double quotes: "wiki.corp"'],
  ['net.dst.port = 80', 'syntax', '=', 'equality is written =='],
  ['net.dst.port is 80', 'syntax', 'is', 'equality is written =='],
  ['net.dst.port == 80 AND net.dst.port == 80', 'syntax', 'AND', 'operators are lower case: and'],
  ['net.dst.port == 80 | net.dst.port == 80', 'syntax', '|', 'logical operators are && || ^^, or and, or, xor'],
  ['net.dst.port == 80 net.dst.port == 80', 'syntax', 'net.dst.port', 'conditions are joined by `and`, `or` or `xor`'],
  ['net.dst.port in 80', 'syntax', '80', 'a set is written {…}, also around a single value'],
  ['net.dst.port == {80}', 'syntax', '{', 'a set follows `in`'],
  [
    'net.sni.host == "a\\d"',
    'syntax',
    '\\d',
    'only \\", \\\\, \\xHH and \\OOO are escapes: a backslash itself is written \\\\',
  ],
  ['access.private_app == "x"', 'type', '==', 'it stands alone: access.private_app, or not(access.private_app)'],
  [
    'any(net.dst.port == 80)',
    'type',
    'any(net.dst.port == 80)',
    'any() takes a comparison over the elements of an array: field[*] …',
  ],
  ['identity.saml_attributes == "x"', 'type', 'identity.saml_attributes', 'name a key: identity.saml_attributes["…"]'],
  ['net.dst.ip < 10.0.0.0/8', 'type', '<', 'use == or in {…}'],
])('%s is refused with a hint', (text, code, where, hint) => {
  expect([faultIn(text).code, faulty(text)]).toEqual([code, where]);
  expect(faultIn(text).hint).toBe(hint);
});

it.each([
  ['', 'the expression is empty'],
  ['  \n ', 'the expression is empty'],
  ['(net.dst.port == 80', 'this parenthesis is never closed'],
  ['net.dst.port == 80)', 'this parenthesis closes nothing'],
  ['net.dst.port in {80', 'this set is never closed'],
  ['net.sni.host == "abc', 'could not find an ending quote'],
  ['net.sni.host == r#"abc"', 'could not find an ending quote'],
  ['net.dst.port ==', 'expected a number'],
  ['net.dst.port', 'expected an operator after the field'],
  ['net.dst.port == 99999999999999999999', 'the number does not fit into 64 bits'],
  [`net.dst.port == ${'9'.repeat(100_000)}`, 'the number does not fit into 64 bits'],
  ['net.dst.port == 80 and', 'expected a condition'],
  ['net.dst.port[*] == 80', 'Int has no such index'],
  ['identity.groups.name["x"] == "a"', 'Array(Bytes) has no such index'],
  ['any(net.sni.domains[*] == "a" and net.dst.port == 80)', "`and` can't join one truth value with many"],
  ['net.sni.host == "\\400"', 'unknown escape in the string'],
  ['net.dst.ip in $', 'invalid list name ""'],
])('%s is refused: %s', (text, message) => {
  expect(faultIn(text).message).toBe(message);
});

it.each([
  ['a(?=b)', '(?=', 'look-around is not supported'],
  ['a(?!b)', '(?!', 'look-around is not supported'],
  ['(?<=a)b', '(?<=', 'look-around is not supported'],
  ['(?<!a)b', '(?<!', 'look-around is not supported'],
  [String.raw`(a)\1`, String.raw`\1`, 'back-references are not supported'],
  [String.raw`\0`, String.raw`\0`, 'back-references are not supported'],
  [String.raw`a\Z`, String.raw`\Z`, String.raw`unknown escape \Z`],
  [String.raw`\pL`, String.raw`\p`, 'Unicode classes are off'],
  ['[é]', 'é', 'a class holds bytes, and this character is several'],
  ['(a', '(', 'this group is never closed'],
  ['a)', ')', 'this parenthesis closes nothing'],
  ['*a', '*', 'nothing stands before *'],
  ['a|+', '+', 'nothing stands before +'],
  ['(?i)*', '*', 'nothing stands before *'],
  ['a{', '{', 'this is no repetition'],
  ['a{,3}', '{,', 'this is no repetition'],
  ['a{3,1}', '{3,1}', 'the repetition ends before it begins'],
  ['[z-a]', 'z-a', 'the range ends before it begins'],
  [String.raw`[\d-z]`, String.raw`\d-z`, 'a range goes from one character to another'],
  ['(?P<1>a)', '(?P<1', 'this group has no valid name'],
  ['(?<a>b)(?<a>c)', 'a>c', 'two groups are named a'],
  ['(?q)a', 'q', 'unknown flag q'],
  ['(?ii)a', 'i', 'the flag i stands twice'],
  ['(?i-)a', '(?i-', 'no flag follows the hyphen'],
])('the regular expression %s is refused at %s: %s', (pattern, where, message) => {
  const text = `net.dst.port == 443 and net.sni.host matches r"${pattern}"`;
  expect(faultIn(text)).toMatchObject({ code: 'syntax', message: `regular expression: ${message}` });
  expect(where.startsWith(faulty(text)) || faulty(text) === where).toBe(true);
});

it.each([
  ['net.sni.host contains {"a" "b"}', 'syntax', '{', 'a set follows `in`'],
  ['net.dst.port contains "a"', 'type', 'contains', 'Int takes == != < <= > >= in &'],
  ['net.dst.ip matches "a"', 'type', 'matches', 'Ip takes == != < <= > >= in'],
  ['net.sni.host & 1', 'type', '&', 'Bytes takes == != < <= > >= in contains matches wildcard'],
  ['net.sni.host =~ "a"', 'syntax', '=', 'a regular expression follows `matches`'],
  [
    'net.sni.host MATCHES "a"',
    'syntax',
    'MATCHES',
    'operators are == != < <= > >= in contains matches wildcard, in lower case',
  ],
  ['net.sni.host starts_with "a"', 'syntax', 'starts_with', 'written `matches "^…"` and `matches "…$"`, or `wildcard`'],
  ['net.sni.host wildcard "a**"', 'syntax', '"a**"', 'one star is any run of characters'],
  [
    String.raw`net.sni.host wildcard r"a\b"`,
    'syntax',
    String.raw`r"a\b"`,
    String.raw`only \* and \\ are escapes in a pattern`,
  ],
  ['net.sni.host wildcard 61:62', 'syntax', '61:62', 'strings take double quotes: "61:62"'],
  ['net.sni.host == 61:62:', 'syntax', '61:62:', 'each byte is two hexadecimal digits; text stands in double quotes'],
  ['identity.groups.name[-1] == "a"', 'syntax', '-1', 'the first item is 0'],
])('%s is refused with a hint for its operator', (text, code, where, hint) => {
  expect(faultIn(text)).toMatchObject({ code, hint });
  expect(faulty(text)).toBe(where);
});

it('points at the place in a pattern whose quotes are escaped', () => {
  expect(faulty(String.raw`net.sni.host matches "\"\"a(?=b)"`)).toBe('(?=');
});

it('tells a list that is not known from one without its items', () => {
  const lists = listsOf({ 'aaaa-bbbb': undefined });
  expect(faultIn('net.dst.ip in $cccc', lists)).toMatchObject({
    code: 'unresolved-list',
    message: 'list $cccc is not known',
  });
  expect(faultIn('net.dst.ip in $aaaa-bbbb', lists)).toMatchObject({
    code: 'unresolved-list',
    message: 'list $aaaa-bbbb (aaaa-bbbb) was exported without its items',
  });
});

describe('nesting', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}net.dst.port == 80${')'.repeat(depth)}`;

  it('goes down to 128 levels and no further', () => {
    expect(compiled(nested(128)).normal).toBe('net.dst.port == 80');
    expect(faultIn(nested(129)).message).toBe('nested deeper than 128 levels');
    expect(faultIn(`${'not '.repeat(129)}access.target`).message).toBe('nested deeper than 128 levels');
  });

  it('goes deeper when told to, down to a thousand levels', () => {
    const deep = [
      `${'(not '.repeat(500)}access.target${')'.repeat(500)}`,
      `${'(access.target and (access.target or '.repeat(500)}access.target${'))'.repeat(500)}`,
      `any(${'(net.sni.domains[*] == "a" xor '.repeat(999)}net.sni.domains[*] == "a"${')'.repeat(1000)}`,
    ];
    for (const text of deep) {
      const result = compileExpression(text, { fields: gatewayFields, maxNestingDepth: 65_535 });
      if (!result.ok) throw new Error(result.fault.message);
      expect(result.expression.explain(new Map()).length).toBeGreaterThan(0);
      expect(result.expression.normal.length).toBeGreaterThan(0);
      expect(result.expression.matches(new Map())).toBe(false);
    }
    expect(compileExpression(nested(1001), { fields: gatewayFields, maxNestingDepth: 65_535 }).ok).toBe(false);
  });

  it('survives a hundred thousand parentheses, and twenty thousand conditions in a row', () => {
    expect(faultIn('('.repeat(100_000)).code).toBe('syntax');
    expect(faultIn('!'.repeat(100_000)).code).toBe('syntax');
    expect(compiled(Array.from({ length: 20_000 }, () => 'access.target').join(' or ')).reads.size).toBe(1);
  });
});

it('shows the line of the fault with a caret below it', () => {
  const text = 'net.dst.port == 443 and\n\tnet.dst.ip in {10.0.0.5/8}\nor access.target';
  expect(renderFault(faultIn(text), text).split('\n')).toEqual([
    '2:17: "10.0.0.5/8" is no network',
    '\tnet.dst.ip in {10.0.0.5/8}',
    '\t               ^^^^^^^^^^',
    'hint: host bits set: did you mean 10.0.0.0/8?',
  ]);
});

it('points behind the text when something is missing at its end', () => {
  const text = 'net.dst.port ==';
  expect(renderFault(faultIn(text), text)).toBe('1:16: expected a number\nnet.dst.port ==\n               ^');
});

describe('notation of Gateway that the public engine refuses', () => {
  it.each([
    ['net.dst.port == "2222"', 'net.dst.port == 2222', 'quoted-number'],
    ['net.dst.port in {"80" "8000..8010"}', 'net.dst.port in {80 8000..8010}', 'quoted-number'],
    ['net.dst.ip == "10.0.0.1"', 'net.dst.ip == 10.0.0.1', 'quoted-address'],
    ['net.src.internal_src_ip == "192.168.86.0/27"', 'net.src.internal_src_ip in {192.168.86.0/27}', 'cidr-equality'],
    ['net.dst.ip == 10.0.0.0/8', 'net.dst.ip in {10.0.0.0/8}', 'cidr-equality'],
    ['net.dst.ip != 10.0.0.0/8', 'not(net.dst.ip in {10.0.0.0/8})', 'cidr-equality'],
    ['any(identity.groups[*].name in {"a"})', 'any(identity.groups.name[*] in {"a"})', 'group-selector'],
    ['net.detected_protocol == "tls"', 'net.protocol.detection == "tls"', 'field-alias'],
    ['net.sni.domains == "example.com"', 'any(net.sni.domains[*] == "example.com")', 'array-without-any'],
    ['net.proxy_endpoint.ids[*] in {"a"}', 'any(net.proxy_endpoint.ids[*] in {"a"})', 'array-without-any'],
    [
      'any(identity.saml_attributes["g"] in {"a"})',
      'any(identity.saml_attributes["g"][*] in {"a"})',
      'array-without-each',
    ],
    ['net.dst.port\t== 80', 'net.dst.port == 80', 'tab'],
  ])('reads %s as %s', (text, normal, quirk) => {
    const expression = compiled(text);
    expect(expression.normal).toBe(normal);
    expect(expression.warnings.map((warning) => warning.code)).toContain(quirk);
    expect(compiled(normal).warnings).toEqual([]);
  });

  it('takes list names with hyphens in either case', () => {
    const id = '5b0a3c1e-0000-4000-8000-00000000ABCD';
    expect(compiled(`net.dst.ip in $${id}`, listsOf({ [id]: [] })).warnings).toMatchObject([
      { code: 'list-name', offset: 14 },
    ]);
  });

  it('refuses a quoted number that is none', () => {
    expect(faultIn('net.dst.port == "http"')).toMatchObject({ code: 'type', offset: 16, length: 6 });
    expect(faultIn('net.dst.port == "80 443"').message).toBe('the string holds more than one value');
  });

  it('says nothing about notation that both take', () => {
    expect(compiled('any(net.sni.domains[*] == "a") && !(net.dst.port in {1..2})').warnings).toEqual([]);
  });
});

it('warns of values in a list that are of another type', () => {
  const expression = compiled('net.dst.port in $ports', listsOf({ ports: ['80', 'http'] }));
  expect(expression.warnings).toMatchObject([{ code: 'list-value' }]);
});

it('warns when a dash makes two numbers of a range', () => {
  expect(compiled('net.dst.port in {80-90}').warnings).toMatchObject([{ code: 'dash-in-set', offset: 19 }]);
});

it('warns of bytes without quotes, and of a backslash that was doubled', () => {
  expect(compiled('net.sni.host == ab.cd').warnings).toMatchObject([{ code: 'byte-string', offset: 16, length: 5 }]);
  expect(compiled('net.sni.host == ab:cd').warnings).toEqual([]);
  const doubled = String.raw`net.sni.host matches ".*\\.example"`;
  expect(compiled(doubled).warnings).toMatchObject([{ code: 'doubled-backslash', offset: 21 }]);
  expect(compiled(doubled.replace('\\', '')).warnings).toEqual([]);
});

it("honours a nesting limit and a table of fields of one's own", () => {
  const fields = { types: new Map([['flag', 'Bool' as const]]), aliases: new Map<string, string>() };
  expect(compileExpression('((flag))', { fields, maxNestingDepth: 1 }).ok).toBe(false);
  expect(compileExpression('(flag)', { fields, maxNestingDepth: 1 }).ok).toBe(true);
  expect(compileExpression('net.dst.port == 1', { fields }).ok).toBe(false);
  expect(gatewayFields.types.has('flag')).toBe(false);
});
