import { execFile } from 'node:child_process';

export type ProgramResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs a real program and waits for its end, at most 20 s. */
export function run(program: string, args: readonly string[]): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: 20_000, maxBuffer: 32 * 1024 * 1024 }, (fault, stdout, stderr) => {
      if (fault !== null && typeof fault.code !== 'number') reject(fault);
      else resolve({ code: Number(fault?.code ?? 0), stdout, stderr });
    });
  });
}

/** curl without what the machine's owner configured. */
export function curl(...args: readonly string[]): Promise<ProgramResult> {
  return run('curl', ['-q', '-sS', '--noproxy', '', '--max-time', '10', ...args]);
}
