import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

/** The forms of DESIGN.md §5's table that this version has: scripts depend on them, so none may go or be renamed. */
const promised: Readonly<Record<string, string>> = {
  'expr check': '[options] <expression>',
  'expr eval': '[options] <expression>',
  'expr batch': '[options] <file>',
  duration: '[options] <text>',
  'policy import': '[options] <path...>',
  'policy lint': '[options] [path...]',
  'policy explain': '[options]',
  'scenario list': '[options]',
  'scenario show': '[options] <file-or-id>',
  'scenario find': '[options] <words...>',
  'scenario record': '[options] <file>',
  'scenario validate': '[options] [file-or-id...]',
  'scenario run': '[options] [file-or-id...]',
  'scenario play': '[options] <file-or-id>',
  'scenario next': '[options]',
  'scenario branch': '[options] [name]',
  'scenario playing': '[options]',
  'scenario leave': '[options]',
  'scenario schema': '[options]',
  status: '[options]',
  'registration show': '[options]',
  'registration new': '[options] [team]',
  'registration delete': '[options]',
  'registration logout': '[options]',
  'registration enrol': '[options]',
  'registration revoke': '[options]',
  connect: '[options]',
  disconnect: '[options]',
  settings: '[options]',
  'debug access-reauth': '[options]',
  inspect: '[options]',
  'environment show': '[options]',
  'environment apply': '[options] <file-or-start>',
  'environment set': '[options] <path> <value>',
  'world sleep': '[options]',
  'world wake': '[options]',
  'world offline': '[options]',
  'world online': '[options]',
  'world dnd': '[options] <state>',
  'world desk': '[options] <state>',
  'notice click': '[options]',
  'notice dismiss': '[options]',
  ping: '[options] <name>',
  open: '[options] [what] [url]',
  visit: '[options] <url>',
  resolve: '[options] <name> [type]',
  'clock show': '[options]',
  'clock advance': '[options] <span>',
  'clock to': '[options] <instant>',
  'clock next': '[options]',
  'clock freeze': '[options]',
  'clock follow': '[options]',
  reauth: '[options]',
  notices: '[options]',
  journal: '[options]',
  'bundle export': '[options] <file>',
  'bundle replay': '[options] <file>',
  'bundle inspect': '[options] <file>',
  'ticket draft': '[options]',
  serve: '[options]',
};

/** What the table does not name. */
const more: Readonly<Record<string, string>> = {
  exec: '[options] -- <command> [argument...]',
  'environment unset': '[options] <path>',
  'environment undo': '[options]',
  'environment redo': '[options]',
  'environment list': '[options]',
  'environment schema': '[options]',
  'environment compare': '[options] [start]',
  'run list': '[options]',
  'run start': '[options]',
  'run open': '[options] <id>',
  'run rename': '[options] <id> <name>',
  'checkpoint make': '[options] [name]',
  'checkpoint list': '[options]',
  'checkpoint branch': '[options] [id]',
  'checkpoint rename': '[options] <id> <name>',
  'checkpoint delete': '[options] <id>',
  'checkpoint restore': '[options] <id>',
  'bundle open': '[options] <file>',
  'host show': '[options]',
  'host ports': '[options]',
  'host delete-everything': '[options]',
  'flow list': '[options]',
  'flow cut': '[options] <id>',
  'flow busy': '[options] <id>',
  'flow idle': '[options] <id>',
  'override code': '[options]',
  'override unlock': '[options] <code>',
  'world screen': '[options] <state>',
  'world forget-browser': '[options]',
  'registration force-reauth': '[options]',
  'notice compare': '[options]',
  env: '[options]',
  'ssh-config': '[options]',
  pipe: '[options] <host> <port>',
  import: '[options] <file...>',
  'warp-cli': '[options] [command...]',
  completion: '[options] <shell>',
  help: '[options] [command...]',
};

describe('every command', () => {
  it.each(Object.entries({ ...promised, ...more }))(
    '%s has its form, a line about it and an example',
    async (command, form) => {
      const { exit, stdout } = await run([...command.split(' '), '--help']);
      expect(exit).toBe(0);
      expect(stdout.split('\n')[0]).toBe(`Usage: warp-emu ${command} ${form}`);
      expect(stdout.split('\n')[2]).toMatch(/^\S.{10,}/);
      expect(stdout).toContain(`Examples:\n  $ warp-emu ${command}`);
    },
  );

  it.each([
    'run',
    'host',
    'flow',
    'clock',
    'world',
    'notice',
    'debug',
    'registration',
    'environment',
    'scenario',
    'ticket',
    'policy',
    'expr',
  ])('%s, which holds others, has an example too', async (group) => {
    const { exit, stdout } = await run([group, '--help']);
    expect(exit).toBe(0);
    expect(stdout).toContain(`Examples:\n  $ warp-emu ${group} `);
  });

  it('is among those listed here', async () => {
    const { stdout } = await run(['completion', 'fish']);
    const listed = [...stdout.matchAll(/__warp_emu_at '([^']*)'" -a ([a-z-]+) -d/g)].map(([, place, name]) =>
      `${place} ${name}`.trim(),
    );
    const leaves = listed.filter(
      (one) => !one.endsWith(' help') && !listed.some((other) => other.startsWith(`${one} `)),
    );
    expect(leaves.toSorted()).toEqual(Object.keys({ ...promised, ...more }).toSorted());
  });

  it.each(Object.keys(promised).filter((command) => !['expr batch', 'serve'].includes(command)))(
    '%s takes --json',
    async (command) => {
      const { stdout } = await run([...command.split(' '), '--help']);
      expect(stdout).toContain('--json');
    },
  );
});
