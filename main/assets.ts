import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import { packageRoot } from './package-root.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** What every page of the app is served with, by either host. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the build puts the views. */
export const rendererDirectory = join(packageRoot, 'out', 'renderer');

export function readVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

export type Asset = { readonly body: Uint8Array<ArrayBuffer>; readonly type: string };

/**
 * Reads the file that a URL's path names inside `root`; `/` is `index.html`. `undefined` for what isn't there, lies
 * outside, or has a type that the app doesn't have.
 */
export async function readAsset(root: string, urlPath: string): Promise<Asset | undefined> {
  const path = decodePath(urlPath);
  if (path === undefined) return undefined;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  const inside = relative(root, file);
  const type = types[extname(file)];
  if (type === undefined || inside === '' || inside.split(sep)[0] === '..' || resolve(root, inside) !== file) {
    return undefined;
  }
  try {
    return { body: new Uint8Array(await readFile(file)), type };
  } catch {
    return undefined;
  }
}

function decodePath(urlPath: string): string | undefined {
  try {
    const path = decodeURIComponent(urlPath);
    return path.startsWith('/') && !path.includes('\0') && !path.includes('\\') ? path : undefined;
  } catch {
    return undefined;
  }
}
