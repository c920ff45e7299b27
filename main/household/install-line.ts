import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type InstallPlace = {
  readonly packageRoot: string;
  /** Where a packaged app has its resources, the packed npm package among them. */
  readonly resources?: string | undefined;
  readonly platform: NodeJS.Platform;
};

/** The one line that puts `warp-emu` on this computer, from what is already here. */
export function installLine({ packageRoot, resources, platform }: InstallPlace): string {
  const { name, version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const packed = resources === undefined ? undefined : join(resources, `${name}-${version}.tgz`);
  const source = packed !== undefined && existsSync(packed) ? packed : packageRoot;
  return `npm install --global ${quote(source, platform)}`;
}

function quote(path: string, platform: NodeJS.Platform): string {
  if (/^[\w@%+=:,./\\-]+$/.test(path)) return path;
  return platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
