import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warpEmu } from './warp-emu.ts';

const hasShell = (shell: string) => spawnSync(shell, ['--version']).status === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-completion-'));
  await writeFile(join(folder, 'acme one.environment.yaml'), '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { exit, stdout } = await warpEmu(['completion', shell]);
    expect(exit).toBe(0);
    await writeFile(join(folder, `warp-emu.${shell}`), stdout);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a script in a shell that reads no start-up files; fails with what it says on stderr. */
async function shell(command: string, ...args: string[]): Promise<string> {
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // What is never offered is waited for without end.
    timeout: 30_000,
    env: { ...process.env, TERM: 'dumb' },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk;
  });
  await once(child, 'close');
  expect(said.stderr).toBe('');
  return said.stdout;
}

/** What is offered for a line whose last word is being typed. */
const cases: [readonly string[], readonly string[]][] = [
  [['clock', 'ad'], ['advance']],
  [['registration', 're'], ['revoke']],
  [
    ['world', 'dnd', ''],
    ['off', 'on'],
  ],
  [
    ['serve', '--host', ''],
    ['electron', 'node'],
  ],
  [['expr', 'check', '--kind', 'ident'], ['identity']],
  [['clock', 'next', '--be'], ['--before']],
  // The value of an option is no command.
  [['journal', '--data-dir', 'clock', '--fol'], ['--follow']],
  [['environment', 'apply', 'acme'], ['acme one.environment.yaml']],
  [['clock', 'advance', ''], []],
];

describe.skipIf(!hasShell('bash'))('completion in bash (skipped where bash is not installed)', () => {
  it.each(cases)('offers for %j', async (words, offered) => {
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const script = `source ./warp-emu.bash
      COMP_WORDS=(warp-emu ${quoted}) COMP_CWORD=${words.length}
      _warp_emu && [[ \${#COMPREPLY[@]} == 0 ]] || printf '%s\\n' "\${COMPREPLY[@]}"`;
    const stdout = await shell('bash', '--norc', '-c', script);
    expect(stdout.split('\n').filter(Boolean).toSorted()).toEqual(offered);
  });

  it('takes an option that is written with =', async () => {
    const script = `source ./warp-emu.bash
      COMP_WORDS=(warp-emu serve --host = n) COMP_CWORD=4; _warp_emu; echo "\${COMPREPLY[@]}"`;
    expect(await shell('bash', '--norc', '-c', script)).toBe('node\n');
  });

  it('is what bash asks for warp-emu', async () => {
    expect(await shell('bash', '--norc', '-c', 'source ./warp-emu.bash; complete -p warp-emu')).toBe(
      'complete -F _warp_emu warp-emu\n',
    );
  });
});

describe.skipIf(!hasShell('fish'))('completion in fish (skipped where fish is not installed)', () => {
  it.each(cases.filter(([words]) => words[0] !== 'environment'))('offers for %j', async (words, offered) => {
    const stdout = await shell(
      'fish',
      '--no-config',
      '-c',
      `source ./warp-emu.fish; complete -C 'warp-emu ${words.join(' ')}'`,
    );
    const names = stdout.split('\n').map((line) => line.split('\t')[0] ?? '');
    expect(names.filter(Boolean).toSorted()).toEqual(offered);
  });

  it('says what each is for, and offers files where one is meant', async () => {
    const ask = (line: string) => shell('fish', '--no-config', '-c', `source ./warp-emu.fish; complete -C '${line}'`);
    expect(await ask('warp-emu clock ad')).toBe('advance\tlet a span pass; everything due on the way happens\n');
    expect(await ask('warp-emu environment apply acme')).toBe('acme one.environment.yaml\n');
  });
});

describe.skipIf(!hasShell('zsh'))('completion in zsh (skipped where zsh is not installed)', () => {
  /** Types the line and Tab into a real interactive zsh, and reads what it makes of it. */
  const type = (line: string, until: string) => `
    zmodload zsh/zpty
    zpty shell zsh -f -i
    zpty -w shell "PS1=; autoload -Uz compinit; compinit -D -u; cd '${folder}'; source ./warp-emu.zsh; echo rea''dy"
    zpty -r -m shell said '*ready*'
    zpty -w -n shell $'${line}\\t'
    zpty -r -m shell said '*${until}*' && print -r -- found
    zpty -d shell`;

  it.each([
    ['warp-emu clock adv', 'clock advance'],
    ['warp-emu serve --host no', '--host node'],
    ['warp-emu world desk aw', 'desk away'],
    ['warp-emu journal --data-dir clock --fol', '--follow'],
    ['warp-emu environment apply acme', 'acme\\\\ one'],
  ])('completes "%s" to %s', async (line, until) => {
    expect(await shell('zsh', '-f', '-c', type(line, until))).toContain('found');
  });

  it('also as a file where completions lie', async () => {
    const script = `fpath=(${folder} $fpath); cp warp-emu.zsh _warp-emu; autoload -Uz compinit; compinit -D -u
      print -r -- $_comps[warp-emu]`;
    expect(await shell('zsh', '-f', '-c', script)).toBe('_warp-emu\n');
  });
});
