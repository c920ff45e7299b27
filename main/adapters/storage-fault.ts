import { Refusal } from '../../app/errors.ts';

/** The system's error code, such as `ENOSPC`; `undefined` for faults that are not the system's. */
export function codeOf(fault: unknown): string | undefined {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined;
}

export function isMissing(fault: unknown): boolean {
  return codeOf(fault) === 'ENOENT';
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const deniedCodes = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Says in one sentence why a file could not be written and what helps; a `Refusal` comes back unchanged. */
export function storageRefusal(fault: unknown, path: string): Refusal {
  if (fault instanceof Refusal) return fault;
  const [code, message] = describe(codeOf(fault) ?? '', path);
  return Object.assign(new Refusal(code, message), { cause: fault });
}

function describe(code: string, path: string): readonly [string, string] {
  if (fullCodes.has(code))
    return ['disk-full', `Could not write ${path}: the disk is full. Free some space and try again.`];
  if (deniedCodes.has(code)) {
    return [
      'storage-read-only',
      `Could not write ${path}: it may not be changed. Give yourself the right to write there.`,
    ];
  }
  return ['storage-failed', `Could not write ${path}${code === '' ? '' : ` (${code})`}. Check the disk and try again.`];
}
