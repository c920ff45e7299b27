import { type Protocol, protocol } from 'electron';
import { readAsset, rendererDirectory } from '../assets.ts';
import { viewHeaders } from '../view-headers.ts';
import { readAppPath } from './app-url.ts';

/** Makes `app:` a scheme with origins, as pages need one for storage and modules. Before Electron is ready, once. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Serves the views at `app://emulator/`. */
export function serveApp(of: Protocol, root: string = rendererDirectory): void {
  of.handle('app', (request) => answerAppRequest(request, root));
}

/** 404 for all that is not a file of the views, or not asked for with GET. */
export async function answerAppRequest(
  { url, method }: Pick<Request, 'url' | 'method'>,
  root: string,
): Promise<Response> {
  const path = method === 'GET' ? readAppPath(url) : undefined;
  const asset = path === undefined ? undefined : await readAsset(root, path);
  if (asset === undefined) return answer('There is no such file.', 'text/plain; charset=utf-8', 404);
  return answer(asset.body, asset.type, 200);
}

function answer(body: Uint8Array<ArrayBuffer> | string, type: string, status: number): Response {
  return new Response(body, {
    status,
    headers: { ...viewHeaders, 'x-dns-prefetch-control': 'off', 'content-type': type },
  });
}
