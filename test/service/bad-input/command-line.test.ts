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
  ['a duration in days', ['duration', '7d'], 2, 'unknown unit d (write 168h0m0s).'],
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
    '%/later.environment.yaml:1 version: the file is of version 7, and this emulator reads version 1: update the emulator',
  ],
  [
    'an unknown key',
    explain('unknown.environment.yaml'),
    2,
    '%/unknown.environment.yaml:9 surprise: is not known here: correct the spelling, or take it away',
  ],
  [
    'a list where a mapping belongs',
    explain('types.environment.yaml'),
    2,
    '%/types.environment.yaml:5 people: write a mapping, not a list',
  ],
  [
    'YAML with a tab',
    explain('tab.environment.yaml'),
    2,
    '%/tab.environment.yaml:2:1: Tabs are not allowed as indentation',
  ],
  [
    'nesting without end',
    explain('deep.environment.yaml'),
    2,
    '%/deep.environment.yaml:1:101: it is nested deeper than 100 levels',
  ],
  ['an import that is not there', explain('lost.environment.yaml'), 2, '%/gone.json: there is no such file'],
  [
    'a scenario of a later version',
    ['scenario', 'run', at('bad.scenario.yaml')],
    2,
    '%/bad.scenario.yaml:1 version: the file is of version 9, and this emulator reads version 1: update the emulator',
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

  it('an expression with a fault in a policy shows the place with a caret and a hint, and reads the rest', async () => {
    const rule = (id: string, traffic: string) => ({
      id,
      name: id,
      action: 'allow',
      enabled: true,
      precedence: 1,
      filters: ['l4'],
      traffic,
    });
    writeFileSync(
      at('faulty.json'),
      JSON.stringify([rule('good', 'net.dst.port == 443'), rule('bad', 'net.dst.prot == 443')]),
    );
    const { code, stdout } = await runCommand('policy', 'import', at('faulty.json'), '--json');
    const { policies, warnings } = JSON.parse(stdout);
    expect({ code, names: policies.map(({ name }: { name: string }) => name) }).toEqual({
      code: 0,
      names: ['good', 'bad'],
    });
    expect(JSON.stringify([policies, warnings])).toContain('net.dst.port');
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
    expect({ code, stderr: stderr.trim().replaceAll(folder, '%') }).toEqual({ code: 1, stderr: sentence });
  });
});
