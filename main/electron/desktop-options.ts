import { parseArgs } from 'node:util';
import { failureSurfaces } from '../../app/environment/environment.ts';
import { resolveDataDirectory } from '../adapters/data-directory.ts';
import { readPort } from '../cli/arguments.ts';
import { badInput } from '../cli/failure.ts';
import type { HostOptions } from '../compose.ts';

export type DesktopOptions = Pick<HostOptions, 'dataDirectory' | 'environmentFile' | 'bundleFile' | 'surface'> & {
  readonly port?: number;
  /** Whether to open a window. */
  readonly open: boolean;
  /** All that is no option, and may be a file or a link to open. */
  readonly words: readonly string[];
};

const known = {
  port: { type: 'string' },
  'data-dir': { type: 'string' },
  environment: { type: 'string' },
  bundle: { type: 'string' },
  surface: { type: 'string' },
  'no-open': { type: 'boolean' },
} as const;

/** Reads the options of `warp-emu serve`, and leaves alone those that belong to Chromium. Throws a `CliFailure`. */
export function readDesktopOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DesktopOptions {
  const { values, positionals } = parseArgs({ args: [...args], options: known, strict: false });
  const read = (name: Exclude<keyof typeof known, 'no-open'>): string | undefined => {
    const value = values[name];
    if (value === true || value === '') throw badInput(`Give --${name} a value.`, name);
    return typeof value === 'string' ? value : undefined;
  };
  const port = read('port');
  const environmentFile = read('environment');
  const bundleFile = read('bundle');
  const surface = readSurface(read('surface'));
  return {
    dataDirectory: resolveDataDirectory({ flag: read('data-dir'), environment }),
    ...(port === undefined ? {} : { port: readPortOption(port) }),
    ...(environmentFile === undefined ? {} : { environmentFile }),
    ...(bundleFile === undefined ? {} : { bundleFile }),
    ...(surface === undefined ? {} : { surface }),
    open: values['no-open'] === undefined,
    words: positionals,
  };
}

function readPortOption(text: string): number {
  try {
    return readPort(text);
  } catch (fault) {
    throw badInput(fault instanceof Error ? fault.message : String(fault), 'port');
  }
}

function readSurface(text: string | undefined): DesktopOptions['surface'] {
  const surface = failureSurfaces.find((known) => known === text);
  if (text === undefined || surface !== undefined) return surface;
  throw badInput(`--surface is one of ${failureSurfaces.join(', ')}.`, 'surface');
}
