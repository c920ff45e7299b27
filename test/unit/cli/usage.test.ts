import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

describe('a command line that is not understood', () => {
  it.each([
    [['inspekt'], 'Did you mean inspect?'],
    [['clock', 'advence', '1h'], 'Did you mean advance?'],
    [['inspect', '--jsen'], 'Did you mean --json?'],
    [['visit'], "missing required argument 'url'"],
    [['clock', 'advance', 'a week'], 'Write a span such as 6d23h'],
    [['clock', 'to', 'monday'], 'Write an instant such as 2026-03-09T09:00:00Z'],
    [['clock', 'follow', '--speed', '0'], 'A speed is a number'],
    [['serve', '--port', '99999'], 'A port is a number'],
    [['serve', '--surface', 'polite'], 'Allowed choices are faithful, reset, close, timeout, explain'],
    [['resolve', 'a', 'A', 'b'], 'too many arguments'],
  ])('exits 2 and says what is wrong: %j', async (args, said) => {
    const { exit, stdout, stderr } = await run(args, {});
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(said);
  });

  it('is one error document with --json', async () => {
    const { exit, stdout, stderr } = await run(['inspekt', '--json']);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'usage', message: expect.stringContaining("unknown command 'inspekt'") },
    });
    expect(stderr).toContain('Did you mean inspect?');
  });

  it.each([[['clock']], [['scenario']], [['registration']]])('exits 2 and lists the commands: %j', async (args) => {
    const { exit, stderr } = await run(args);
    expect(exit).toBe(2);
    expect(stderr).toContain('Commands:');
  });
});

describe('help', () => {
  it('goes to stdout, with the exit codes', async () => {
    const { exit, stdout, stderr } = await run(['--help']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('3 nothing is running to talk to');
    expect(stdout).toContain('never talks to Cloudflare');
  });

  it('is what a bare command line gets, in groups', async () => {
    const { exit, stdout, stderr } = await run([]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/\nRun it:\n {2}serve .*\nLook:\n {2}inspect /s);
    expect(stdout).toBe((await run(['--help'])).stdout);
  });

  it('is given for a command, however deep', async () => {
    const asked = await run(['help', 'clock', 'advance']);
    expect(asked.exit).toBe(0);
    expect(asked.stdout).toBe((await run(['clock', 'advance', '--help'])).stdout);
  });

  it('suggests the nearest command', async () => {
    const { exit, stderr } = await run(['help', 'clock', 'advence']);
    expect(exit).toBe(2);
    expect(stderr).toContain('Did you mean advance?');
  });

  it('says from when a relative instant counts', async () => {
    const { stdout } = await run(['clock', 'to', '--help']);
    expect(stdout).toContain('counted from the last sign-in');
  });

  it('knows the version', async () => {
    const { exit, stdout } = await run(['--version']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command to a running emulator', () => {
  it('exits 3 when none runs, and says what to do', async () => {
    const { exit, stdout, stderr } = await run(['inspect']);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toBe('No emulator is running. Start one.\n');
  });

  it('exits 3 with an error document too', async () => {
    const { exit, stdout } = await run(['status', '--json']);
    expect(exit).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'not-running', message: expect.any(String) } });
  });

  it('takes the data directory to look in', async () => {
    const { dataDir } = await run(['status', '--data-dir', '/tmp/a'], {
      status: async () => ({ status: 'Connected' }),
    });
    expect(dataDir).toBe('/tmp/a');
  });
});
