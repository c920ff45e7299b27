import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeExpression } from '../../../app/editing/complete.ts';
import { knownValues } from '../../../app/editing/known-values.ts';
import { readExpression } from '../../../app/editing/read-expression.ts';
import type { ExpressionKind } from '../../../app/expression/fields.ts';
import { ListTable } from '../../../app/expression/list-table.ts';
import { print } from '../../../app/expression/print.ts';
import { world } from '../../support/worlds.ts';
import { anyExpression } from '../expression/generate.ts';

const environment = world({ device: { posture: { 'disk-encrypted': 'passed' } } });
const lists = [
  { id: '0f3b-1', name: 'Executives', type: 'EMAIL', count: 1 },
  { id: '0f3b-2', name: 'Exit nodes', type: 'IP', count: 3 },
  { id: '0f3b-3', name: '', type: 'IP' },
];

/** What is offered at the `|`. */
function offered(text: string, kind: ExpressionKind = 'l4') {
  const at = text.indexOf('|');
  const around = { kind, lists, valuesOf: (field: string) => knownValues(environment, field) };
  return completeExpression(text.replace('|', ''), at, around);
}
const labels = (text: string, kind?: ExpressionKind) => offered(text, kind).options.map(({ label }) => label);

describe('completion', () => {
  it('offers the fields of the place, with their types', () => {
    expect(offered('net.dst.|').from).toBe(0);
    expect(offered('|').options).toContainEqual({
      label: 'net.dst.ip',
      kind: 'field',
      detail: 'Ip',
      text: 'net.dst.ip',
    });
    expect(labels('|')).not.toContain('http.request.host');
    expect(labels('|', 'http')).toContain('http.request.host');
    expect(labels('|', 'identity')).toEqual(expect.not.arrayContaining(['net.dst.ip']));
    expect(labels('|', 'device_posture')).toContain('device_posture.checks.passed');
  });

  it('opens any() around the elements of an array, once', () => {
    const textOf = (text: string) => offered(text).options.find(({ label }) => label === 'app.ids')?.text;
    expect(textOf('|')).toBe('any(app.ids[*] ');
    expect(textOf('any(|')).toBe('app.ids[*]');
    expect(labels('any(|')).not.toContain('all');
    expect(textOf('any(app.ids[*] in {1}) and |')).toBe('any(app.ids[*] ');
  });

  it('offers the operators that the type of the field takes', () => {
    expect(labels('net.dst.port |')).toContain('&');
    expect(labels('net.dst.ip |')).not.toContain('contains');
    expect(labels('net.sni.host |')).toEqual(expect.arrayContaining(['matches', 'strict wildcard']));
    expect(labels('any(identity.groups.name[*] |')[0]).toBe('==');
    expect(labels('access.private_app |')).toEqual(['and', 'or', 'xor']);
  });

  it('offers lists with name and count, those of the right type first', () => {
    expect(offered('net.dst.ip in $|')).toMatchObject({ from: 14 });
    expect(offered('net.dst.ip in $|').options).toEqual([
      { label: '$Exit nodes', kind: 'list', detail: 'IP, 3 values', text: '$0f3b-2' },
      { label: '$0f3b-3', kind: 'list', detail: 'IP, exported without items', text: '$0f3b-3' },
      { label: '$Executives', kind: 'list', detail: 'EMAIL, 1 value', text: '$0f3b-1' },
      { label: '{', kind: 'keyword', detail: 'values, with spaces between', text: '{' },
    ]);
    expect(labels('identity.email in |', 'identity')[0]).toBe('$Executives');
  });

  it('offers values that the environment knows, and says what they are of', () => {
    expect(offered('net.dst.ip in {10.0.0.53 10.20|').options).toContainEqual(
      expect.objectContaining({ label: '10.20.0.10', detail: 'wiki' }),
    );
    expect(offered('net.dst.port == |').options).toContainEqual(
      expect.objectContaining({ label: '443', detail: 'wiki, helpdesk' }),
    );
    expect(labels('any(identity.groups.name[*] in {|', 'identity')).toEqual(['"staff"', '}']);
    expect(labels('any(device_posture.checks.passed[*] == |', 'device_posture')).toEqual(['"disk-encrypted"']);
  });

  it('goes on inside quotes that are still open, with values alone', () => {
    expect(offered('net.sni.host == "wi|').from).toBe(16);
    expect(labels('net.sni.host == "wi|')).toContain('"wiki.corp.internal"');
    expect(labels('net.sni.host in {"a b" "wi|')).not.toContain('}');
    expect(labels('net.sni.host matches "a and net|').every((label) => label.startsWith('"'))).toBe(true);
  });

  it('goes on behind what is wrong', () => {
    expect(labels('net.dst.prot == 1 and |')).toContain('net.dst.ip');
    expect(labels('net.dst.port == 1 |')).toEqual(['and', 'or', 'xor']);
  });

  it('offers nothing where nothing can be known, or a space comes first', () => {
    expect(labels('net.dst.vlan |')).toEqual([]);
    expect(labels('net.sni.host == "a"|')).toEqual([]);
    expect(labels('not(net.dst.port == 1)|')).toEqual([]);
    expect(labels('net.vnet_id == |')).toEqual([]);
    expect(labels('identity.saml_attributes[|', 'identity')).toEqual([]);
  });

  it('never breaks down, and never begins behind the cursor', () => {
    fc.assert(
      fc.property(anyExpression, fc.nat(), fc.string({ unit: 'binary', maxLength: 4 }), (expression, place, noise) => {
        const text = print(expression);
        const at = place % (text.length + 1);
        const typed = text.slice(0, at) + noise + text.slice(at);
        const { from } = offered(`${typed.slice(0, at).replaceAll('|', '')}|`);
        expect(from).toBeLessThanOrEqual(at);
        expect(from).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('every field with its first operator and a value reads as an expression', () => {
    for (const { kind, text: field } of offered('|').options) {
      if (kind !== 'field' || field === 'identity.saml_attributes') continue;
      const operator = offered(`${field}|`.replace(/\|$/, ' |')).options[0];
      if (operator?.kind !== 'operator') continue;
      const close = field.startsWith('any(') ? ')' : '';
      const found = ['1', '"x"', '10.0.0.1'].some(
        (value) =>
          readExpression(`${field} ${operator.text}${value}${close}`, { kind: 'l4', lists: new ListTable() }).fault ===
          undefined,
      );
      expect([field, found]).toEqual([field, true]);
    }
  });
});
