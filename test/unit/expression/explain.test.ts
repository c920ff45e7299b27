import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { decodeContext } from '../../../app/expression/context-json.ts';
import { gatewayFields, readFieldTable } from '../../../app/expression/fields.ts';
import { compiled, contextOf, ip } from './context.ts';

describe('an explanation', () => {
  const context = contextOf({
    'net.dst.ip': ip('10.20.0.10'),
    'net.dst.port': 443,
    'identity.groups.name': ['hr', 'it'],
  });

  it('tells each condition with the value that the field had, also behind the one that decided', () => {
    const text = 'net.dst.port == 80 and (net.dst.ip in {10.0.0.0/8} or not net.sni.host == "a")';
    expect(compiled(text).explain(context)).toEqual([
      { text: 'net.dst.port == 80', span: { offset: 0, length: 18 }, value: false, actual: '443' },
      { text: 'net.dst.ip in {10.0.0.0/8}', span: { offset: 24, length: 26 }, value: true, actual: '10.20.0.10' },
      { text: 'net.sni.host == "a"', span: { offset: 58, length: 19 }, value: false },
    ]);
  });

  it('tells any() and all() as one condition, with all elements', () => {
    expect(compiled('all(identity.groups.name[*] == "hr")').explain(context)).toMatchObject([
      { value: false, actual: '["hr" "it"]' },
    ]);
    expect(compiled('identity.groups.name == "hr"').explain(context)).toMatchObject([
      { value: true, text: 'identity.groups.name == "hr"' },
    ]);
  });

  it('tells "is not in the network" as it was written', () => {
    expect(compiled('net.dst.ip != 10.0.0.0/8').explain(context)).toMatchObject([
      { value: false, text: 'net.dst.ip != 10.0.0.0/8' },
    ]);
    expect(compiled('not(net.dst.ip == 10.0.0.0/8)').explain(context)).toMatchObject([
      { value: true, text: 'net.dst.ip == 10.0.0.0/8' },
    ]);
  });

  it('names the fields that are read under their canonical names', () => {
    expect([...compiled('net.detected_protocol == "ssh" or any(identity.groups[*].name in {"a"})').reads]).toEqual([
      'net.protocol.detection',
      'identity.groups.name',
    ]);
  });
});

describe('a context in JSON', () => {
  it('is read by the types of the fields', () => {
    const context = decodeContext(
      {
        'net.dst.ip': '::ffff:10.0.0.1',
        'net.dst.port': 443,
        'access.target': true,
        'net.detected_protocol': { $bytes: [115, 115, 104] },
        'identity.saml_attributes': { site: ['ber', 'Köln'] },
      },
      gatewayFields,
    );
    const text =
      'net.dst.ip == 10.0.0.1 and net.dst.port == 443 and access.target and net.protocol.detection == "ssh" and identity.saml_attributes["site"][1] == "Köln"';
    expect(compiled(text).matches(context)).toBe(true);
  });

  it('is refused with the place of every value that does not fit', () => {
    const json = {
      'net.dst.ip': '10.1',
      'net.dst.port': 1.5,
      'net.sni.domains': ['a', 7],
      'net.sni.hots': 'x',
      'access.target': 'yes',
    };
    let error: unknown;
    try {
      decodeContext(json, gatewayFields);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(DecodeError);
    expect((error as DecodeError).faults).toEqual([
      { path: 'net.dst.ip', message: 'expected Ip' },
      { path: 'net.dst.port', message: 'expected Int' },
      { path: 'net.sni.domains[1]', message: 'expected Bytes' },
      { path: 'net.sni.hots', message: 'unknown field', hint: 'did you mean net.sni.host?' },
      { path: 'access.target', message: 'expected Bool' },
    ]);
  });

  it('keeps arrays in arrays apart', () => {
    const reading = readFieldTable({ grid: 'Array(Array(Int))' });
    if (!reading.ok) throw new Error(reading.message);
    expect(decodeContext({ grid: [[1], [2, 3]] }, reading.fields).get('grid')).toEqual([[1], [2, 3]]);
    expect(readFieldTable({ x: 'Set(Int)' })).toMatchObject({ ok: false, field: 'x' });
  });
});
