import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { terminalCommand, terminalScript } from '../../../main/programs/terminal.ts';
import { machineWith } from './machines.ts';

const script = '/data/programs/terminal.command';
const inShell = ['/bin/sh', script];

describe('finding a terminal', () => {
  it.each([
    ['x-terminal-emulator', ['-e', ...inShell]],
    ['gnome-terminal', ['--', ...inShell]],
    ['konsole', ['-e', ...inShell]],
    ['xfce4-terminal', ['-x', ...inShell]],
    ['kitty', inShell],
    ['xterm', ['-e', ...inShell]],
  ])('%s gets the script as it takes one', (name, args) => {
    const path = `/usr/bin/${name}`;
    expect(terminalCommand(machineWith('linux', [path]), script)).toEqual({ command: path, args });
  });

  it('prefers the one that the system has chosen', () => {
    const machine = machineWith('linux', ['/usr/bin/xterm', '/usr/bin/x-terminal-emulator']);
    expect(terminalCommand(machine, script).command).toBe('/usr/bin/x-terminal-emulator');
  });

  it('is Terminal on macOS', () => {
    expect(terminalCommand(machineWith('darwin', []), script)).toEqual({
      command: 'open',
      args: ['-a', 'Terminal', script],
    });
  });

  it('is PowerShell on Windows, else cmd, in a console of its own', () => {
    const start = ['/d', '/c', 'start', 'WARP Session Emulator'];
    const env = { PATH: 'C:\\Windows\\System32' };
    const shell = 'C:\\Windows\\System32\\powershell.exe';
    expect(terminalCommand(machineWith('win32', [shell], { env }), script)).toEqual({
      command: 'cmd.exe',
      args: [...start, shell],
    });
    expect(terminalCommand(machineWith('win32', []), script)).toEqual({
      command: 'cmd.exe',
      args: [...start, 'cmd.exe'],
    });
  });

  it('is the one that is named, a desktop or not', () => {
    const env = { WARP_EMU_TERMINAL: 'mine', DISPLAY: '' };
    expect(terminalCommand(machineWith('linux', ['/usr/bin/mine'], { env }), script)).toEqual({
      command: '/usr/bin/mine',
      args: ['-e', ...inShell],
    });
    expect(() => terminalCommand(machineWith('linux', [], { env }), script)).toThrow('WARP_EMU_TERMINAL names mine');
  });

  it('says what was looked for, and what to do without', () => {
    expect(() => terminalCommand(machineWith('linux', []), script)).toThrow(
      /Looked for: xdg-terminal-exec, .*xterm.*WARP_EMU_TERMINAL.*eval "\$\(warp-emu env\)"/,
    );
    expect(() => terminalCommand(machineWith('linux', [], { env: { DISPLAY: '' } }), script)).toThrow('no desktop');
  });
});

describe('the script in a terminal', () => {
  it('sets the variables, says where one is, and becomes the user’s shell', () => {
    const nasty = `a'b"c$(touch /tmp/never)\`d\\`;
    const text = terminalScript({
      variables: { WARP_EMU: '1', NASTY: nasty },
      example: 'https://wiki.corp.internal/',
      platform: 'linux',
    });
    const said = execFileSync('/bin/sh', ['-c', text], {
      env: { SHELL: '/usr/bin/env', HOME: '/', PATH: process.env.PATH },
    }).toString();
    expect(said).toContain('Try: curl https://wiki.corp.internal/');
    expect(said).toContain(`\nNASTY=${nasty}\n`);
    expect(said).toContain('\nWARP_EMU=1\n');
  });
});
