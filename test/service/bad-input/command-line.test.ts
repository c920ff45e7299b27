import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDirectory, runCommand } from '../../support/host.ts';

const folder = makeDirectory();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const small = `version: 1
name: Small
team: { name: Acme, domain: acme.cloudflareaccess.com }
clock: { startAt: 2026-03-02T09:00:00Z }
people: {}
device: { name: dev-1 }
destinations: {}
dns: {}
`;
const files: Readonly<Record<string, string>> = {
  'cut.json': '{"result": [{"id": "a", "na',
  'page.json': '<html>',
  'later.environment.yaml': small.replace('version: 1', 'version: 7'),
  'unknown.environment.yaml': `${small}surprise: 1\n`,
  'types.environment.yaml': small.replace('people: {}', 'people: []'),
  'tab.environment.yaml': 'name: x\n\tbad: 1\n',
  'deep.environment.yaml': '['.repeat(50_000),
  'lost.environment.yaml': `${small}policies: [{ import: gone.json }]\n`,
  'bad.scenario.yaml': 'version: 9\n',
};
for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
mkdirSync(at('folder.environment.yaml'));

const explain = (name: string) => ['policy', 'explain', '--environment', at(name), '--to', 'tcp://10.0.0.1:443'];

/** Arguments, exit code, and the exact sentence; `%` stands for the folder. */
const rows: readonly (readonly [string, readonly string[], number, string])[] = [
  [
    'a duration in days',
    ['duration', '7d'],
    2,
    '"7d" is no duration (days don\'t exist in this format: write 168h0m0s).',
  ],
  [
    'a cut export',
    ['policy', 'import', at('cut.json')],
    2,
    '%/cut.json:1:25: no valid JSON: this string has no end on its line',
  ],
  [
    'an export that is a page',
    ['policy', 'import', at('page.json')],
    2,
    '%/page.json:1:1: no valid JSON: unexpected "<" (this looks like a web page, not like the answer of the API)',
  ],
  ['an export that is not there', ['policy', 'import', at('nothing.json')], 2, '%/nothing.json: there is no such file'],
  [
    'an environment that is not there',
    explain('nothing.environment.yaml'),
    2,
    '%/nothing.environment.yaml: there is no such file',
  ],
  [
    'an environment that is a folder',
    explain('folder.environment.yaml'),
    2,
    '%/folder.environment.yaml: the file can’t be read (EISDIR)',
  ],
  [
    'an environment of a later version',
    explain('later.environment.yaml'),
    2,
    '%/later.environment.yaml:1:10 version: the file is of version 7, and this emulator reads version 1: update the emulator',
  ],
  [
    'an unknown key',
    explain('unknown.environment.yaml'),
    2,
    '%/unknown.environment.yaml:9:1 surprise: is not known here: correct the spelling, or take it away',
  ],
  [
    'a list where a mapping belongs',
    explain('types.environment.yaml'),
    2,
    '%/types.environment.yaml:5:1 people: write a mapping, not a list',
  ],
  [
    'YAML with a tab',
    explain('tab.environment.yaml'),
    2,
    '%/tab.environment.yaml:2:1: Tabs are not allowed as indentation (indent with spaces)',
  ],
  [
    'nesting without end',
    explain('deep.environment.yaml'),
    2,
    '%/deep.environment.yaml:1:101: it is nested deeper than 100 levels',
  ],
  [
    'an import that is not there',
    explain('lost.environment.yaml'),
    2,
    '%/lost.environment.yaml:9:22 policies[0].import: gone.json: there is no such file',
  ],
  [
    'a scenario of a later version',
    ['scenario', 'run', at('bad.scenario.yaml')],
    2,
    '%/bad.scenario.yaml:1:10 version: the file is of version 9, and this emulator reads version 1: update the emulator',
  ],
  [
    'nothing that runs',
    ['inspect', '--data-dir', at('nobody')],
    3,
    'No emulator is running on %/nobody. Start one with `warp-emu serve`, or name its data directory with --data-dir.',
  ],
];

describe('the command line given', () => {
  it.each(rows)(
    '%s says so in one sentence, with exit code and JSON as its contract has them',
    async (_what, args, exit, sentence) => {
      const { code, stdout } = await runCommand(...args, '--json');
      const { error } = JSON.parse(stdout);
      expect({ code, message: error.message.replaceAll(folder, '%').split('\n')[0] }).toEqual({
        code: exit,
        message: sentence,
      });
      expect(error.code).toMatch(/^[a-z-]+$/);
    },
  );

  it('a policy with a fault in its expression shows the place, a caret and a hint, and keeps the policy', async () => {
    const rule = (id: string, traffic: string, duration?: string) => ({
      ...{ id, name: id, action: 'allow', enabled: true, precedence: id.length, filters: ['l4'], traffic },
      ...(duration === undefined ? {} : { rule_settings: { check_session: { enforce: true, duration } } }),
    });
    const rules = [rule('good', 'net.dst.port == 443'), rule('wrong', 'net.dst.prot == 443', '7d')];
    writeFileSync(at('faulty.json'), JSON.stringify(rules));
    const { code, stdout } = await runCommand('policy', 'import', at('faulty.json'));
    expect(code).toBe(0);
    expect(stdout.replaceAll(folder, '%')).toContain(
      [
        '%/faulty.json:1: policy "wrong", traffic: 1:1: unknown field "net.dst.prot"',
        '  net.dst.prot == 443',
        '  ^^^^^^^^^^^^',
        '  hint: did you mean net.dst.port?',
        '%/faulty.json:1: policy "wrong", checkSession: "7d" is no duration',
        "  hint: days don't exist in this format: write 168h0m0s",
      ].join('\n'),
    );
    const imported = await runCommand('policy', 'import', at('faulty.json'), '--json');
    expect(JSON.parse(imported.stdout).policies).toMatchObject([
      { name: 'good', unresolved: [] },
      { name: 'wrong', unresolved: ['traffic: unknown field "net.dst.prot"', 'checkSession: "7d" is no duration'] },
    ]);
  });
});

/** `serve` has no JSON: it says its sentence on stderr. */
describe('a data directory that can’t be used', () => {
  writeFileSync(at('file'), 'not a directory');
  const elsewhere = 'choose another place with --data-dir or WARP_EMU_DATA_DIR.';
  it.each([
    ['is a file', at('file'), `The data directory %/file is a file, not a directory: move it away or ${elsewhere}`],
    [
      'lies below a file',
      at('file/below'),
      `The data directory %/file is a file, not a directory: move it away or ${elsewhere}`,
    ],
    ...(process.platform === 'linux'
      ? [
          [
            'takes no directories',
            '/proc/warp-emu',
            `The data directory /proc/warp-emu can't be used (ENOENT): ${elsewhere}`,
          ],
          [
            'may not be written to by anybody',
            '/sys/kernel',
            `The data directory /sys/kernel can't be written to: give yourself the right to write there or ${elsewhere}`,
          ],
        ]
      : []),
  ])('that %s is named with the remedy, and nothing is started', async (_what, directory, sentence) => {
    const { code, stderr } = await runCommand('serve', '--no-open', '--data-dir', directory);
    expect({ code, stderr: stderr.trim().replaceAll(folder, '%') }).toEqual({ code: 2, stderr: sentence });
  });
});
