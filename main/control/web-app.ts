import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { BridgeService } from '../../app/bridge/server.ts';
import { readAsset } from '../assets.ts';
import { pagePolicy } from '../page/message-page.ts';
import { viewHeaders } from '../view-headers.ts';
import type { Guard } from './guard.ts';
import { notBuiltPage, signedOutPage } from './pages.ts';
import { createRestApi } from './rest.ts';

/** Everything that is asked over plain HTTP: the views for a browser with a session, and the API for programs. */
export function createWebApp(guard: Guard, service: BridgeService, rendererDirectory: string) {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    for (const [name, value] of Object.entries(viewHeaders)) if (!headers.has(name)) headers.set(name, value);
  });

  app.route('/api/v1', createRestApi(guard, service));

  app.get('/launch', (context) => {
    const cookie = guard.startSession(context.req.query('token') ?? '');
    // A second click on the same address is harmless in the browser that it already let in.
    if (cookie === undefined && !guard.hasSession(context.env.incoming)) return servePage(signedOutPage, 401);
    return new Response(null, { status: 303, headers: { location: '/', ...(cookie && { 'set-cookie': cookie }) } });
  });

  app.get('*', async (context) => {
    if (!guard.hasSession(context.env.incoming)) return servePage(signedOutPage, 401);
    const path = readPath(context.env.incoming);
    const asset = await readAsset(rendererDirectory, path);
    if (asset !== undefined) {
      // The build names these by their content.
      const cache = path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
      return new Response(asset.body, { headers: { 'content-type': asset.type, 'cache-control': cache } });
    }
    return path === '/' ? servePage(notBuiltPage, 503) : context.text('There is no such file.', 404);
  });

  app.onError((fault, context) => {
    service.onFault(fault, context.req.path);
    return context.text('Something went wrong inside the emulator. Its log has the details.', 500);
  });
  return app;
}

function servePage(html: string, status: number): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy };
  return new Response(html, { status, headers });
}

/** As sent: a URL parser would already have taken out the dots that `readAsset` is there to refuse. */
function readPath({ url = '/' }: IncomingMessage): string {
  return url.split(/[?#]/)[0] ?? '/';
}
