import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as describeAnywhere, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { makeTemporary, startExec } from './start-exec.ts';

let temporary: ReturnType<typeof makeTemporary>;
beforeAll(() => {
  temporary = makeTemporary();
});
afterAll(() => temporary.remove());

const exec = (...args: readonly string[]) => startExec(args, temporary.folder).ended;
const sh = (script: string) => ['--', '/bin/sh', '-c', script];

// What is run here are scripts of a POSIX shell.
const describe = describeAnywhere.skipIf(process.platform === 'win32');

describe('a command with an emulator of its own', () => {
  it('goes through it, as the example for CI does: fresh, expired and signed in again', async () => {
    const environment = ['--environment', inRoot('examples/acme/one-policy.environment.yaml')];
    const ended = await exec(...environment, '--surface', 'close', '--', inRoot('examples/ci/smoke.sh'));
    expect(ended).toEqual({
      exit: 0,
      stdout: 'smoke: fresh, expired and signed in again, as expected\n',
      stderr: '',
    });
  });

  it('finds the clock where --at says, standing', async () => {
    const script = 'warp-emu clock show --json; sleep 0.2; warp-emu clock show --json';
    const { stdout } = await exec('--at', '2d 3h', ...sh(script));
    const shown = { now: '2026-03-04T12:00:00Z', mode: 'frozen', speed: 1 };
    const [first, second] = stdout
      .split('}\n{')
      .map((part, index) => JSON.parse(index === 0 ? `${part}}` : `{${part}`));
    expect(first).toMatchObject(shown);
    expect(second).toMatchObject(shown);
  });

  it('has its input and output untouched, and its arguments as they are', async () => {
    const words = ['a b', '"', "'", '$HOME', '*', '', '--json', 'ü\\'];
    const program = 'process.stdin.pipe(process.stdout); console.error(JSON.stringify(process.argv.slice(1)))';
    const { child, ended } = startExec(['--', process.execPath, '-e', program, '--', ...words], temporary.folder);
    const bytes = 'x'.repeat(300_000);
    child.stdin.end(bytes);
    const { exit, stdout, stderr } = await ended;
    expect({ exit, same: stdout === bytes }).toEqual({ exit: 0, same: true });
    expect(JSON.parse(stderr)).toEqual(words);
  });

  it('can ask the API with what the variables say', async () => {
    const ask =
      'curl -sS --noproxy "*" -X POST -H "Authorization: Bearer $WARP_EMU_TOKEN" "$WARP_EMU_API/status" && test -d "$WARP_EMU_DATA_DIR"';
    expect(await exec(...sh(ask))).toEqual({ exit: 0, stdout: '{"status":"Connected"}', stderr: '' });
  });
});

describe('the end of the command', () => {
  it.each([
    ['with its exit code', 'exit 7', 7],
    ['with 128 and the number of the signal', 'kill -9 $$', 137],
  ])('is told %s', async (_how, script, exit) => {
    await expect(exec(...sh(script))).resolves.toEqual({ exit, stdout: '', stderr: '' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const)(
    'comes by %s too, when the command wants so',
    async (signal) => {
      const script = `trap 'echo heard; exit 3' ${signal.slice(3)}; echo ready; while :; do sleep 0.05; done`;
      const { child, output, ended } = startExec(sh(script), temporary.folder);
      await expect.poll(() => output.stdout, { timeout: 20_000 }).toBe('ready\n');
      child.kill(signal);
      await expect(ended).resolves.toEqual({ exit: 3, stdout: 'ready\nheard\n', stderr: '' });
    },
  );

  it('comes before its beginning, when a signal does', async () => {
    const { child, ended } = startExec(sh('echo begun'), temporary.folder);
    await expect.poll(temporary.left, { timeout: 20_000, interval: 5 }).not.toEqual([]);
    child.kill('SIGTERM');
    await expect(ended).resolves.toEqual({ exit: 143, stdout: '', stderr: '' });
  });

  it('leaves nothing behind, however it came', () => {
    expect(temporary.left()).toEqual([]);
  });
});

describe('what cannot be run', () => {
  it.each([
    ['a command that is not there', ['--', 'no-such-command'], 127, 'There is no command “no-such-command” here'],
    ['a file that may not be run', ['--', './package.json'], 126, '“./package.json” may not be run'],
    ['no command', [], 2, "missing required argument 'command'"],
    ['a time in the past', ['--at', '2020-01-01T00:00:00Z', '--', 'true'], 2, 'Time only goes forward within a run'],
  ])('%s', async (_what, args, exit, said) => {
    const ended = await exec(...args);
    expect(ended).toMatchObject({ exit, stdout: '' });
    expect(ended.stderr).toContain(said);
  });

  it('a faulty environment, with the place and what to do', async () => {
    const file = join(temporary.folder, 'faulty.environment.yaml');
    writeFileSync(file, 'version: 1\nname: Faulty\nteam: {}\n');
    const { exit, stderr } = await exec('--environment', file, '--', 'echo');
    expect(exit).toBe(2);
    expect(stderr).toContain(`${file}:3:1 team.name: is missing: write a text`);
  });
});

describe('the data directory', () => {
  it('stays with --keep, and can be gone on with', async () => {
    const kept = makeTemporary();
    const { stderr } = await startExec(['--keep', '--at', '1h', '--', 'true'], kept.folder).ended;
    const [name = ''] = kept.left();
    expect(stderr).toContain(`stays in ${join(kept.folder, name)}`);
    const again = await startExec(['--', 'true'], kept.folder).ended;
    expect(again.exit).toBe(0);
    expect(kept.left()).toEqual([name]);
    kept.remove();
  });

  it('of an emulator that was killed goes when the next one starts', async () => {
    const { child, output, ended } = startExec(sh('echo $$; exec sleep 60'), temporary.folder);
    await expect.poll(() => output.stdout, { timeout: 20_000 }).toMatch(/^\d+\n$/);
    child.kill('SIGKILL');
    process.kill(Number(output.stdout), 'SIGKILL');
    await ended;
    expect(temporary.left().filter((name) => name.startsWith('warp-emu-own-'))).toHaveLength(1);
    expect((await exec('--', 'true')).exit).toBe(0);
    expect(temporary.left().filter((name) => name.startsWith('warp-emu-own-'))).toEqual([]);
  });
});

describe('many side by side', () => {
  it('each has its own answers, ports and end', async () => {
    const script =
      'warp-emu clock show --json | grep now; echo $WARP_EMU_PROXY $WARP_EMU_DNS $WARP_EMU_API; warp-emu resolve wiki.corp.internal --json | grep status';
    const ended = await Promise.all(Array.from({ length: 8 }, (_, hours) => exec('--at', `${hours}h`, ...sh(script))));
    expect(ended.map(({ exit, stderr }) => ({ exit, stderr }))).toEqual(Array(8).fill({ exit: 0, stderr: '' }));
    const told = ended.map(({ stdout }) => stdout.split('\n'));
    expect(told.map(([now]) => /T(\d\d):/.exec(now ?? '')?.[1])).toEqual([
      '09',
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
    ]);
    expect(new Set(told.flatMap(([, ports]) => ports?.split(' ') ?? [])).size).toBe(24);
    expect(ended.every(({ stdout }) => stdout.includes('"NOERROR"'))).toBe(true);
  });
});
