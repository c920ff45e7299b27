import { spawnSync } from 'node:child_process';
import type { ProgramName } from './way.ts';

const asks: Readonly<Record<Exclude<ProgramName, 'Chromium'>, readonly [args: string, version: RegExp]>> = {
  curl: ['--version', /^curl (\d+\.\d+)/],
  ssh: ['-V', /^OpenSSH_(\d+\.\d+)/],
  scp: ['-V', /^OpenSSH_(\d+\.\d+)/],
  git: ['--version', /^git version (\d+\.\d+)/],
  dig: ['-v', /^DiG (\d+\.\d+)/],
  openssl: ['version', /^OpenSSL (\d+\.\d+)/],
  nc: ['-h', /^OpenBSD netcat \(Debian patchlevel (\d+\.\d+)/],
};

/** The programs that there are, by what their words depend on: Chromium has names for what goes wrong, and keeps them. */
export function findVersions(): Partial<Record<ProgramName, string>> {
  const found = Object.entries(asks).flatMap(([program, [argument, version]]) => {
    // scp has no option that tells its version.
    const { stdout, stderr } = spawnSync(program === 'scp' ? 'ssh' : program, [argument], { encoding: 'utf8' });
    const [, number] = version.exec(stdout) ?? version.exec(stderr) ?? [];
    return number === undefined ? [] : [[program, number] as const];
  });
  return Object.fromEntries(found);
}
