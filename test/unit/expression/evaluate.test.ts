import { describe, expect, it } from 'vitest';
import { holds, ip, listsOf } from './context.ts';

const wiki = { 'net.dst.ip': ip('10.20.0.10'), 'net.dst.port': 443, 'net.protocol': 'tcp' };

describe('comparisons', () => {
  it.each([
    ['net.dst.port == 443', true],
    ['net.dst.port eq 443', true],
    ['net.dst.port == 80', false],
    ['net.dst.port != 80', true],
    ['net.dst.port ne 443', false],
    ['net.dst.port < 443', false],
    ['net.dst.port < 444', true],
    ['net.dst.port lt 442', false],
    ['net.dst.port <= 443', true],
    ['net.dst.port le 442', false],
    ['net.dst.port > 443', false],
    ['net.dst.port gt 442', true],
    ['net.dst.port >= 443', true],
    ['net.dst.port ge 444', false],
    ['net.dst.port == 0x1bb', true],
    ['net.dst.port == 0673', true],
    ['net.dst.port > -1', true],
    ['net.dst.port in {80 443}', true],
    ['net.dst.port in {80 8000..8010}', false],
    ['net.dst.port in {442..444}', true],
    ['net.dst.port in {443..443}', true],
    ['net.dst.port in {}', false],
    ['net.protocol == "tcp"', true],
    ['net.protocol == r"tcp"', true],
    ['net.protocol == r#"tcp"#', true],
    ['net.protocol == "\\x74\\143p"', true],
    ['net.protocol in {"udp" "tcp"}', true],
    ['net.protocol > "tc"', true],
    ['net.protocol < "tcp"', false],
    ['net.dst.ip == 10.20.0.10', true],
    ['net.dst.ip == 10.20.0.11', false],
    ['net.dst.ip in {10.0.0.0/8}', true],
    ['net.dst.ip in {10.20.0.10}', true],
    ['net.dst.ip in {10.20.0.11..10.20.0.20}', false],
    ['net.dst.ip in {10.20.0.10..10.20.0.20}', true],
    ['net.dst.ip in {10.20.0.0..10.20.0.10}', true],
    ['net.dst.ip in {2001:db8::/32 10.20.0.0/16}', true],
    ['net.dst.ip in {0.0.0.0/0}', true],
    ['net.dst.ip in {::/0}', false],
    ['net.dst.ip >= 10.20.0.10 and net.dst.ip < 10.20.0.11', true],
  ])('%s is %s', (text, value) => {
    expect(holds(text, wiki)).toBe(value);
  });

  it('compares strings byte by byte, as UTF-8', () => {
    expect(holds('identity.name == "J\\xc3\\xbcrgen"', { 'identity.name': 'Jürgen' })).toBe(true);
    expect(holds('identity.name == "Jürgen"', { 'identity.name': 'Jürgen' })).toBe(true);
    expect(holds('identity.name < "\u{1f600}"', { 'identity.name': '\u{ffff}' })).toBe(true);
  });

  it('keeps 64-bit integers exact', () => {
    const text = 'http.upload.file.size == 9223372036854775807';
    expect(holds(text, { 'http.upload.file.size': 2n ** 63n - 1n })).toBe(true);
    expect(holds(text, { 'http.upload.file.size': 2n ** 63n - 2n })).toBe(false);
  });
});

describe('logic', () => {
  const [yes, no] = ['net.dst.port == 443', 'net.dst.port == 1'];

  it.each([
    [`${yes} or ${yes} and ${no}`, true],
    [`(${yes} or ${yes}) and ${no}`, false],
    [`${yes} xor ${yes} and ${no}`, true],
    [`${yes} or ${yes} xor ${yes}`, true],
    [`(${yes} or ${yes}) xor ${yes}`, false],
    [`${yes} ^^ ${yes} ^^ ${yes}`, true],
    [`not ${no} and ${no}`, false],
    [`not(${no} and ${no})`, true],
    [`!${no}`, true],
    [`! ! ${no}`, false],
    [`not not ${yes}`, true],
    [`${no} || ${yes} && ${yes}`, true],
    [`((${yes}))`, true],
    [`${yes}\nand\r\n${yes}`, true],
  ])('%s is %s', (text, value) => {
    expect(holds(text, wiki)).toBe(value);
  });
});

describe('a field without a value', () => {
  it.each([
    ['net.sni.host == "a"', false],
    ['net.sni.host in {"a"}', false],
    ['net.sni.host in {}', false],
    ['net.sni.host < "a"', false],
    ['net.sni.host >= "a"', false],
    ['net.sni.host != "a"', true],
    ['not(net.sni.host in {"a"})', true],
    ['access.private_app', false],
    ['not access.private_app', true],
    ['any(net.sni.domains[*] == "a")', false],
    ['any(net.sni.domains[*] != "a")', false],
    ['all(net.sni.domains[*] == "a")', true],
    ['net.src.ip != 10.0.0.1', true],
    ['identity.saml_attributes["x"][0] != "a"', true],
    ['identity.saml_attributes["x"][0] == "a"', false],
  ])('%s is %s', (text, value) => {
    expect(holds(text, wiki)).toBe(value);
  });

  it('is false for all() too once one element fails', () => {
    expect(holds('all(net.sni.domains[*] == "a")', { 'net.sni.domains': ['a', 'b'] })).toBe(false);
    expect(holds('all(net.sni.domains[*] == "a")', { 'net.sni.domains': [] })).toBe(true);
  });
});

it('finds IPv4 and IPv6 incomparable: only != holds', () => {
  const six = { 'net.dst.ip': ip('2001:db8::1') };
  const operators = ['==', '!=', '<', '<=', '>', '>='];
  expect(operators.filter((operator) => holds(`net.dst.ip ${operator} 10.0.0.1`, six))).toEqual(['!=']);
  expect(operators.filter((operator) => holds(`net.dst.ip ${operator} 2001:db8::1`, six))).toEqual(['==', '<=', '>=']);
});

it('sees the IPv4 address in an IPv4-mapped one', () => {
  expect(holds('net.dst.ip in {10.0.0.0/8}', { 'net.dst.ip': ip('::ffff:10.1.2.3') })).toBe(true);
  expect(holds('net.dst.ip == ::ffff:10.1.2.3', { 'net.dst.ip': ip('10.1.2.3') })).toBe(true);
  expect(holds('net.dst.ip in {::ffff:10.0.0.0/104}', { 'net.dst.ip': ip('10.1.2.3') })).toBe(true);
});

describe('arrays and maps', () => {
  const staff = {
    'identity.groups.name': ['finance', 'hr'],
    'identity.saml_attributes': { map: { department: ['it', 'ops'], site: ['ber'] } },
    'app.ids': [505, 7],
  };

  it.each([
    ['any(identity.groups.name[*] in {"finance"})', true],
    ['all(identity.groups.name[*] in {"finance"})', false],
    ['all(identity.groups.name[*] in {"finance" "hr"})', true],
    ['any(not identity.groups.name[*] == "finance")', true],
    ['any(identity.groups.name[*] == "hr" and identity.groups.name[*] == "finance")', false],
    ['any(identity.groups.name[*] == "hr" or identity.groups.name[*] == "x")', true],
    ['all(identity.groups.name[*] == "hr" xor identity.groups.name[*] == "finance")', true],
    ['identity.groups.name[0] == "finance"', true],
    ['identity.groups.name[1] == "finance"', false],
    ['identity.groups.name[9] == "finance"', false],
    ['any(identity.saml_attributes["department"][*] == "ops")', true],
    ['any(identity.saml_attributes["nowhere"][*] == "ops")', false],
    ['any(identity.saml_attributes[*][*] == "ber")', true],
    ['any(app.ids[*] in {500..510})', true],
    ['any(app.ids[*] > 505)', false],
  ])('%s is %s', (text, value) => {
    expect(holds(text, staff)).toBe(value);
  });

  it('cuts joined arrays to the shortest', () => {
    const fields = { 'identity.groups.name': ['a', 'b'], 'app.ids': [1] };
    expect(holds('any(identity.groups.name[*] == "b" or app.ids[*] == 9)', fields)).toBe(false);
    expect(holds('any(identity.groups.name[*] == "a" or app.ids[*] == 9)', fields)).toBe(true);
  });
});

describe('lists', () => {
  const id = 'A1B2C3D4-0000-4000-8000-0000000000FF';
  const lists = listsOf({ [id]: ['10.0.0.0/8', '192.168.1.7', 'not an address', '2001:db8::5/32'], empty: [] });

  it('hold addresses and networks for an Ip field, host bits or not', () => {
    expect(holds(`net.dst.ip in $${id}`, { 'net.dst.ip': ip('10.9.9.9') }, lists)).toBe(true);
    expect(holds(`net.dst.ip in $${id}`, { 'net.dst.ip': ip('192.168.1.7') }, lists)).toBe(true);
    expect(holds(`net.dst.ip in $${id}`, { 'net.dst.ip': ip('2001:db8::99') }, lists)).toBe(true);
    expect(holds(`net.dst.ip in $${id}`, { 'net.dst.ip': ip('192.168.1.8') }, lists)).toBe(false);
  });

  it('are found in other case and without hyphens', () => {
    expect(holds('net.dst.ip in $a1b2c3d40000400080000000000000ff', { 'net.dst.ip': ip('10.0.0.1') }, lists)).toBe(
      true,
    );
  });

  it('match nothing when they are empty', () => {
    expect(holds('net.dst.port in $empty', wiki, lists)).toBe(false);
  });
});
