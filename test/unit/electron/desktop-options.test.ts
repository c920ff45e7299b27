import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CliFailure } from '../../../main/cli/failure.ts';
import { readDesktopOptions } from '../../../main/electron/desktop-options.ts';

const read = (...args: string[]) => readDesktopOptions(args, { WARP_EMU_DATA_DIR: '/data' });

describe('the options of the desktop app', () => {
  it('are those of `warp-emu serve`, written either way', () => {
    const options = {
      dataDirectory: resolve('/elsewhere'),
      port: 41_001,
      environmentFile: 'acme.environment.yaml',
      surface: 'explain',
      open: false,
      words: ['/repo'],
    };
    const named = { port: '41001', 'data-dir': '/elsewhere', environment: 'acme.environment.yaml', surface: 'explain' };
    const pairs = Object.entries(named);
    expect(read('/repo', ...pairs.map(([name, value]) => `--${name}=${value}`), '--no-open')).toEqual(options);
    expect(read('/repo', ...pairs.flatMap(([name, value]) => [`--${name}`, value]), '--no-open')).toEqual(options);
  });

  it('may all be left out', () => {
    expect(read()).toEqual({ dataDirectory: resolve('/data'), open: true, words: [] });
  });

  it('stand among those of Chromium and of macOS, which are let be', () => {
    const foreign = ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', '-psn_0_1', '/repo'];
    expect(read(...foreign, '--port=0')).toEqual({
      dataDirectory: resolve('/data'),
      port: 0,
      open: true,
      words: ['/repo'],
    });
  });

  it.each([
    ['--port=70000', 'A port is a number up to 65535.'],
    ['--port=many', 'A port is a number up to 65535.'],
    ['--port', 'Give --port a value.'],
    ['--environment=', 'Give --environment a value.'],
    ['--surface=loud', '--surface is one of faithful, reset, close, timeout, explain.'],
  ])('%s is refused', (arg, message) => {
    expect(() => read(arg)).toThrow(CliFailure);
    expect(() => read(arg)).toThrow(message);
  });
});
