import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { WebSocket } from 'ws';

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/** A plain HTTP client that sends the path and the headers as they are given, `Host` included. */
export async function send(
  port: number,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Answer> {
  const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

/** Uses a launch URL as a browser does, and returns its cookie. */
export async function launch(port: number, launchUrl: string): Promise<string> {
  const { pathname, search } = new URL(launchUrl);
  const { headers } = await send(port, `${pathname}${search}`);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** How an attempt at the bridge ends: the status that refused it, the code it was closed with, or its first frame. */
export async function tryBridge(port: number, headers: Record<string, string>, path = '/bridge') {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  return new Promise<{ status?: number; closed?: number; frame?: string }>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve({ status: response.statusCode ?? 0 }));
    socket.on('error', () => {});
    socket.on('close', (code) => resolve({ closed: code }));
    socket.on('message', (data) => {
      resolve({ frame: String(data) });
      socket.terminate();
    });
  });
}
