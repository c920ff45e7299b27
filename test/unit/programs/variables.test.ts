import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { usualShell, writeVariables } from '../../../main/programs/shell-text.ts';
import { variablesFor } from '../../../main/programs/variables.ts';

const way = { proxy: '127.0.0.1:40000', dataDirectory: '/data', certificate: '/data/programs/ca.pem' };

describe('the variables', () => {
  it('name the proxy in both cases, with names left to it, and leave loopback alone', () => {
    expect(variablesFor(way)).toMatchObject({
      ALL_PROXY: 'socks5h://127.0.0.1:40000',
      all_proxy: 'socks5h://127.0.0.1:40000',
      HTTPS_PROXY: 'http://127.0.0.1:40000',
      http_proxy: 'http://127.0.0.1:40000',
      no_proxy: 'localhost,127.0.0.1,::1',
      npm_config_https_proxy: 'http://127.0.0.1:40000',
      CURL_CA_BUNDLE: '/data/programs/ca.pem',
      WARP_EMU: '1',
    });
  });

  it('lead git’s ssh through the configuration, where there is one', () => {
    expect(variablesFor(way)).not.toHaveProperty('GIT_SSH_COMMAND');
    expect(variablesFor({ ...way, sshConfig: "/it's here/ssh_config" }).GIT_SSH_COMMAND).toBe(
      String.raw`ssh -F '/it'\''s here/ssh_config'`,
    );
  });

  const nasty = { A: `it's "$HOME" \`id\` $(id) \\ \\' ; & | %PATH% ‘’`, B: 'two\nlines' };

  it('come through a POSIX shell as they are', () => {
    const lines = writeVariables(nasty, 'sh');
    expect(execFileSync('/bin/sh', ['-c', `${lines}printf '%s|%s' "$A" "$B"`]).toString()).toBe(
      `${nasty.A}|${nasty.B}`,
    );
  });

  it('come through fish as they are', ({ skip }) => {
    const lines = writeVariables(nasty, 'fish');
    try {
      execFileSync('fish', ['--version']);
    } catch {
      skip('fish is not installed');
    }
    expect(execFileSync('fish', ['-c', `${lines}printf '%s|%s' "$A" "$B"`]).toString()).toBe(`${nasty.A}|${nasty.B}`);
  });

  it('double every quote that PowerShell knows', () => {
    expect(writeVariables({ A: `it's ‘so’ $x` }, 'powershell')).toBe(`$env:A = 'it''s ‘‘so’’ $x'\n`);
  });

  it('are written for the shell of whoever asks', () => {
    expect(usualShell('linux', { SHELL: '/usr/bin/fish' })).toBe('fish');
    expect(usualShell('linux', {})).toBe('sh');
    expect(usualShell('win32', {})).toBe('powershell');
    expect(usualShell('win32', { SHELL: '/usr/bin/bash' })).toBe('sh');
  });
});
