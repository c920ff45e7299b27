import { quoteForShell, type Variables } from './variables.ts';

export const shells = ['sh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

/** Lines that set variables in a shell, each value one word whatever is in it. */
export function writeVariables(variables: Variables, shell: Shell): string {
  return Object.entries(variables)
    .map(([name, value]) => `${setters[shell](name, value)}\n`)
    .join('');
}

const setters: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  sh: (name, value) => `export ${name}=${quoteForShell(value)}`,
  fish: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  // PowerShell takes the typographer's quotes for quotes, too.
  powershell: (name, value) => `$env:${name} = '${value.replaceAll(/['‘’‚‛]/g, '$&$&')}'`,
};

/** How a shell takes the lines in. */
export const takeIn: Readonly<Record<Shell, string>> = {
  sh: 'eval "$(warp-emu env)"',
  fish: 'warp-emu env --shell fish | source',
  powershell: 'warp-emu env --shell powershell | Out-String | Invoke-Expression',
};

/** The shell of whoever runs a process with this environment. */
export function usualShell(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): Shell {
  if (env.SHELL) return /(^|[\\/])fish$/.test(env.SHELL) ? 'fish' : 'sh';
  return platform === 'win32' ? 'powershell' : 'sh';
}
