import { describe, expect, it } from 'vitest';
import { readWishedHost, whyNoWindow, withoutHost } from '../../../scripts/lib/host.mjs';

describe('the wished host', () => {
  it.each([
    [['--port', '1'], {}, undefined],
    [['--host', 'node'], {}, 'node'],
    [['--host=electron', '--no-open'], { WARP_EMU_HOST: 'node' }, 'electron'],
    [[], { WARP_EMU_HOST: 'node' }, 'node'],
    [[], { WARP_EMU_HOST: '' }, undefined],
  ])('of %j with %j is %s', (args, env, host) => {
    expect(readWishedHost(args, env)).toBe(host);
  });

  it('leaves the other options as they are', () => {
    expect(withoutHost(['--port', '1', '--host', 'node', '--no-open', '--host=node'])).toEqual([
      '--port',
      '1',
      '--no-open',
    ]);
  });
});

describe('a window', () => {
  it.each([
    ['linux', {}, 1000, 'There is no display here for Electron'],
    ['linux', { DISPLAY: ':0' }, 0, 'Electron does not run as root'],
    ['linux', { DISPLAY: ':0' }, 1000, undefined],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, undefined],
    ['darwin', {}, 501, undefined],
    ['win32', {}, undefined, undefined],
  ])('on %s with %j as user %s: %s', (platform, env, uid, reason) => {
    expect(whyNoWindow({ platform, env, uid })).toBe(reason);
  });
});
