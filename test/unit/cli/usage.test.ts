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
    [['serve', '--surface', 'polite'], 'Allowed choices are faithful, explain'],
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

  it.each([[['clock']], [['scenario']], [[]]])('exits 2 and lists the commands: %j', async (args) => {
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

  it.each([
    ['serve'],
    ['open'],
    ['inspect'],
    ['status'],
    ['visit'],
    ['resolve'],
    ['clock show'],
    ['clock advance'],
    ['clock to'],
    ['clock next'],
    ['clock freeze'],
    ['clock follow'],
    ['reauth'],
    ['notices'],
    ['notice click'],
    ['notice dismiss'],
    ['scenario list'],
    ['scenario show'],
    ['scenario validate'],
    ['scenario run'],
    ['policy import'],
    ['policy explain'],
    ['duration'],
  ])('has an example for %s', async (command) => {
    const { exit, stdout } = await run([...command.split(' '), '--help']);
    expect(exit).toBe(0);
    expect(stdout).toContain(`Examples:\n  $ warp-emu ${command}`);
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
