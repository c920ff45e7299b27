import type { ResultOf } from '../../app/bridge/contract.ts';

/** The command that leads to the first host which has a shell; every other host works alike. */
export function sshCommand({ file }: NonNullable<ResultOf<'program.settings'>['sshConfig']>): string {
  const isPlain = /^[\w@%+=:,./\\-]+$/.test(file);
  return `ssh -F ${isPlain ? file : `"${file}"`} HOST`;
}
