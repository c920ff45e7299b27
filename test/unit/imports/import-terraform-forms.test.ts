import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { importFiles } from '../../support/import-files.ts';

const policy = (traffic: string) =>
  `resource "cloudflare_zero_trust_gateway_policy" "p" {\n  name = "p"\n  precedence = 1\n  enabled = true\n  action = "allow"\n  filters = ["l4"]\n  traffic = ${traffic}\n}\n`;

function trafficOf(expression: string): string | undefined {
  const { policies } = importFiles([{ name: 'main.tf', text: policy(expression) }]);
  const [first] = policies;
  return first?.unresolved === undefined ? first?.traffic : `unresolved: ${first.unresolved[0]?.message}`;
}

function refusal(text: string): string {
  try {
    importFiles([{ name: 'main.tf', text }]);
  } catch (fault) {
    if (fault instanceof DecodeError) return fault.message;
    throw fault;
  }
  return 'read';
}

describe('an expression of Terraform', () => {
  it.each([
    ['"a$$' + '{b}%%{c}"', 'a$' + '{b}%{c}'],
    ['"\\u00e9\\t\\"\\\\"', 'é\t"\\'],
    ['"$' + '{1 + 2 * 3 - 4 / 2}"', '5'],
    ['"$' + '{(1 + 2) * 3 % 4}"', '1'],
    ['"$' + '{-1 - -2}"', '1'],
    ['true || false && false ? "yes" : "no"', 'yes'],
    ['!true ? "yes" : "no"', 'no'],
    ['1 == "1" ? "same" : "other"', 'other'],
    ['{ a = 1, b = 2 } == { b = 2, a = 1 } ? "same" : "other"', 'same'],
    ['"$' + '{1e3} $' + '{0.5} $' + '{1000000 * 1000000 * 1000000000}"', '1000 0.5 1000000000000000000000'],
    ['["a", "b"][1]', 'b'],
    ['{ "a b" = "c" }["a b"]', 'c'],
    ['join(",", [for k, v in { b = 1, a = 2 } : "$' + '{k}=$' + '{v}" if v > 1])', 'a=2'],
    ['join(",", [{ n = "x" }, { n = "y" }][*].n)', 'x,y'],
    ['join(",", keys({ for v in ["x", "yy"] : v => length(v) }))', 'x,yy'],
    ['join(",", toset(["b", "a", "b"]))', 'a,b'],
    ['try({}.a, "otherwise")', 'otherwise'],
    ['false ? "a" : false ? "b" : true ? "c" : "d"', 'c'],
    ['true ? false ? "a" : "b" : "c"', 'b'],
    ['(true ? false : true) ? "a" : "b"', 'b'],
    ['(\n    true\n    ? "a"\n    : "b"\n  )', 'a'],
    ['[{ n = ["x"] }, { n = ["y"] }].*.n[0][0]', 'x'],
    ['join(",", [{ n = ["x"] }, { n = ["y"] }][*].n[0])', 'x,y'],
    ['{ list = ["a", "b"] }.list.1', 'b'],
    ['join(",", [for o in [{ (upper("k")) = 1, "l" : 2 }] : join("", keys(o))])', 'Kl'],
    ['jsonencode(<<-E\n      a\n\n        b\n    E\n  )', '"a\\n\\n  b\\n"'],
    ['jsonencode(<<-E\n      a\n    $' + '{"b"}\n    E\n  )', '"  a\\nb\\n"'],
    ['jsonencode(<<E\n"$' + '{"a"}" \\n $$' + '{b}\nE\n  )', '"\\"a\\" \\\\n $' + '{b}\\n"'],
    ['" $' + '{~ "a" ~} b"', 'ab'],
    ['"$' + '{"$"}$' + '{"x"} $$ $ % %%"', '$x $$ $ % %%'],
    ['format("%s/%d %05.1f %q %%", "a", 8, 2.25, "b")', 'a/8 002.3 "b" %'],
    ['join("", concat(["a"], ["b"]...))', 'unresolved: concat() can’t be given a list, a text'],
    ['upper(["a"])', 'unresolved: upper() can’t be given a list'],
    ['replace("abc", "/b/", "x")', 'unresolved: replace() can’t be given a text, a text, a text'],
    ['each.key', 'unresolved: each has no meaning without for_each'],
    ['var.nothing', 'unresolved: the variable nothing is not declared'],
    ['local.nothing', 'unresolved: local.nothing is not set anywhere'],
    ['terraform.workspace', 'unresolved: terraform.… is known when Terraform runs'],
    ['["a"][2]', 'unresolved: the list has no item [2]'],
    ['"x $' + '{["a"]}"', 'unresolved: a list can’t stand in a text'],
  ])('%s is %s', (expression, value) => {
    expect(trafficOf(expression)).toBe(value);
  });
});

describe('what is no HCL', () => {
  it.each([
    ['resource "a" "b" {\n  name = \n}', 'main.tf:2:10: expected a value, found the end of the line'],
    ['resource "a" "b" {', 'main.tf:1:1: this block is never closed (write } at its end)'],
    ['a = 1\na = 2', 'main.tf:2:1: a is set twice; first in line 1'],
    ["a = 'x'", 'main.tf:1:5: expected a value, found "\'" (strings take double quotes)'],
    ['a = "x', 'main.tf:1:5: this string is never closed (write a " at its end)'],
    ['a = "x\ny"', 'main.tf:1:7: a string in quotes ends on its line (write \\n for a new line, or a heredoc)'],
    ['a = <<E\nx', 'main.tf:1:5: this heredoc is never closed (write E on a line)'],
    ['/* a', 'main.tf:1:1: this comment is never closed (write */ at its end)'],
    ['a = [1 2]', 'main.tf:1:8: expected , or ] in this list, found "2"'],
    ['a = 1 b = 2', 'main.tf:1:7: expected the end of the line, found "b"'],
    ['a = "%{ if true }x"', 'main.tf:1:6: a template’s %{ if } is never closed'],
    ['a = 1 ?\n 2 : 3', 'main.tf:1:8: expected more of the expression, found the end of the line'],
    ['a = x\n  + 1', 'main.tf:1:6: expected more of the expression, found the end of the line'],
    ['a = b ? 1\n', 'main.tf:1:10: expected : and the other value of a condition, found the end of the line'],
    ['a = {\n  b 1\n}', 'main.tf:2:5: expected = after the key, found "1"'],
    ['a = { b = 1 c = 2 }', 'main.tf:1:13: expected a comma, a new line or } in this object, found "c"'],
    [
      'a = {\n  b = c\n  (d) = 1\n}',
      'main.tf:3:7: this key in brackets is taken for what the name before it is called with (write a comma between the two entries)',
    ],
    ['a = f(1 2)', 'main.tf:1:9: expected , or ) in f(…), found "2"'],
    ['a = "$' + '{b"', 'main.tf:1:9: expected } after the expression in the template, found """'],
    ['a = "%{ endif }"', 'main.tf:1:9: expected if or for after %{, found "endif"'],
    ['a = 0x1f', 'main.tf:1:5: 0x1f is no number of HCL (write it in decimal)'],
    ['a = <<E\nE$' + '{b}\nE\n', 'main.tf:2:2: a line of this heredoc begins like its end (name the end otherwise)'],
    ['resource "a" "b"\n{\n}', 'main.tf:1:17: expected more of the expression, found the end of the line'],
    ['{ "a": 1 }', 'main.tf:1:1: expected an attribute or a block, found "{"'],
    ['a = "\\q"', 'main.tf:1:6: unknown escape in a string (known are \\n \\r \\t \\" \\\\ \\uNNNN)'],
  ])('%j is refused: %s', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it('is told of every file at once', () => {
    const files = ['a.tf', 'sub/b.tf', 'c.json'].map((name) => ({ name, text: '{' }));
    expect(() => importFiles(files)).toThrow(/c\.json:1[\s\S]*a\.tf:1[\s\S]*sub\/b\.tf:1/);
  });
});

describe('the format asked for', () => {
  it('api reads a plan as no export', () => {
    const plan = '{"format_version": "1.2", "planned_values": {}}';
    expect(() => importFiles([{ name: 'plan.json', text: plan }], { format: 'api' })).toThrow(
      'holds no Gateway policies',
    );
  });

  it('terraform takes no export of the API', () => {
    const read = () => importFiles([{ name: 'rules.json', text: '[]' }], { format: 'terraform' });
    expect(read).toThrow('rules.json: is none of Terraform’s files');
  });
});

describe('variables', () => {
  const text = `variable "host" {\n  default = "10.0.0.1"\n}\n${policy('"net.dst.ip == $' + '{var.host}"')}`;
  const given = (name: string, host: string) => ({ name, text: `host = "${host}"` });
  const hostIn = (files: { name: string; text: string }[], variableFiles: { name: string; text: string }[] = []) =>
    importFiles([{ name: 'main.tf', text }, ...files], { variableFiles }).policies[0]?.traffic.slice(
      'net.dst.ip == '.length,
    );

  it('take the value that Terraform would', () => {
    const own = given('terraform.tfvars', '10.0.0.2');
    const auto = given('z.auto.tfvars', '10.0.0.3');
    expect(hostIn([])).toBe('10.0.0.1');
    expect(hostIn([auto, own])).toBe('10.0.0.3');
    expect(hostIn([auto, own], [given('prod.tfvars', '10.0.0.4'), given('last.tfvars', '10.0.0.5')])).toBe('10.0.0.5');
  });

  it('alone are no import', () => {
    expect(() => importFiles([given('terraform.tfvars', 'x')])).toThrow('holds values of variables only');
  });
});

it('folders with the same labels are kept apart', () => {
  const text = policy('"net.dst.ip == 10.0.0.1"');
  const files = [
    { name: 'staging/main.tf', text },
    { name: 'production/main.tf', text },
  ];
  expect(importFiles(files).policies.map(({ id }) => id)).toEqual(['staging.p', 'production.p']);
});
