import { describe, expect, it } from 'vitest';
import type { Handlers, ResultOf } from '../../../app/bridge/contract.ts';
import { Refusal } from '../../../app/errors.ts';
import { run } from './run.ts';

const settings: ResultOf<'program.settings'> = {
  variables: { WARP_EMU: '1', PLACE: "it's here" },
  lines: '',
  shell: 'sh',
  certificate: '/data/programs/ca.pem',
  sshConfig: { file: '/data/programs/ssh_config', text: 'Host git\n    Port 22\n' },
};
const settled: Partial<Handlers> = { 'program.settings': async () => settings };

describe('env', () => {
  it('prints the variables for the shell that is named, and nothing else', async () => {
    expect(await run(['env', '--shell', 'sh'], settled)).toMatchObject({
      ...{ exit: 0, stderr: '' },
      stdout: "export WARP_EMU='1'\nexport PLACE='it'\\''s here'\n",
    });
    expect((await run(['env', '--shell', 'fish'], settled)).stdout).toBe(
      "set -gx WARP_EMU '1'\nset -gx PLACE 'it\\'s here'\n",
    );
    expect((await run(['env', '--shell', 'powershell'], settled)).stdout).toBe(
      "$env:WARP_EMU = '1'\n$env:PLACE = 'it''s here'\n",
    );
  });

  it.each([['--json'], ['--shell', 'json']])('prints one document with %s %s', async (...args) => {
    expect(JSON.parse((await run(['env', ...args], settled)).stdout)).toEqual(settings.variables);
  });

  it('knows no other shell', async () => {
    expect((await run(['env', '--shell', 'tcsh'], settled)).exit).toBe(2);
  });
});

describe('ssh-config', () => {
  it('prints the configuration, or where it lies', async () => {
    expect((await run(['ssh-config'], settled)).stdout).toBe('Host git\n    Port 22\n');
    expect((await run(['ssh-config', '--file'], settled)).stdout).toBe('/data/programs/ssh_config\n');
    expect(JSON.parse((await run(['ssh-config', '--json'], settled)).stdout)).toEqual(settings.sshConfig);
  });

  it('says what to install where nothing leads ssh through', async () => {
    const { sshConfig: _, ...without } = settings;
    const { exit, stderr } = await run(['ssh-config'], { 'program.settings': async () => without });
    expect(exit).toBe(1);
    expect(stderr).toContain('Install the command line');
  });
});

describe('open', () => {
  const opening = (asked: unknown[]): Partial<Handlers> => ({
    'program.open': async (params) => {
      asked.push(params);
      return { opened: 'chromium' };
    },
    open: async () => ({ url: 'http://127.0.0.1:41000/launch?token=a' }),
  });

  it('prints the address of the views as ever', async () => {
    expect((await run(['open'], opening([]))).stdout).toBe('http://127.0.0.1:41000/launch?token=a\n');
  });

  it('opens a browser, at an address when one is given, and says whose it is', async () => {
    const asked: unknown[] = [];
    const { exit, stdout } = await run(['open', 'browser', 'https://wiki.corp.internal/'], opening(asked));
    await run(['open', 'browser'], opening(asked));
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: 'Opened chromium. It is yours: it stays open when the emulator stops.\n',
    });
    expect(asked).toEqual([{ program: 'browser', url: 'https://wiki.corp.internal/' }, { program: 'browser' }]);
  });

  it('opens a terminal', async () => {
    const asked: unknown[] = [];
    expect(JSON.parse((await run(['open', 'terminal', '--json'], opening(asked))).stdout)).toEqual({
      opened: 'chromium',
    });
    expect(asked).toEqual([{ program: 'terminal' }]);
  });

  it.each([
    ['open', 'terminal', 'https://wiki.corp.internal/'],
    ['open', 'browser', '--launch'],
    ['open', 'browser', 'wiki.corp.internal'],
    ['open', 'editor'],
  ])('takes no %s %s %s', async (...args) => {
    expect((await run(args, opening([]))).exit).toBe(2);
  });

  it('passes on why none was opened', async () => {
    const none = async () => {
      throw new Refusal('no-browser', 'No browser was found.');
    };
    const { exit, stderr } = await run(['open', 'browser'], { 'program.open': none });
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: 'No browser was found.\n' });
  });
});
