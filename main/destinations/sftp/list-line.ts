import type { Entry } from './memory-files.ts';

const folderBits = 0o040000;

/** One line as `ls -l` has it, which clients show as it is. */
export function writeListLine({ name, facts: { mode, size, modifiedAt } }: Entry): string {
  const rights = [...'rwxrwxrwx'].map((letter, index) => (mode & (0o400 >> index) ? letter : '-')).join('');
  const kind = mode & folderBits ? 'd' : '-';
  const [, day = '', month = '', , time = ''] = new Date(modifiedAt * 1000).toUTCString().split(/,? /);
  const at = `${month} ${String(Number(day)).padStart(2)} ${time.slice(0, 5)}`;
  return `${kind}${rights}    1 1000     1000     ${String(size).padStart(8)} ${at} ${name}`;
}
