import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { BridgeFailure } from '../../app/bridge/client.ts';

export type ApiPlace = {
  /** `http://127.0.0.1:41000` */
  readonly url: string;
  readonly token: string;
};

export type ApiRequest = { readonly path: string; readonly body?: string; readonly headers?: Record<string, string> };

/** Ours, so that no proxy stands between us and loopback, whatever the variables say. */
const agent = new Agent({ keepAlive: false });

/** Asks the control API. Rejects with its error, or with `disconnected` where nobody answers. */
export async function askApi({ url, token }: ApiPlace, { path, body, headers }: ApiRequest): Promise<IncomingMessage> {
  const method = body === undefined ? 'GET' : 'POST';
  const all = { authorization: `Bearer ${token}`, ...headers };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(`/api/v1/${path}`, url), { agent, method, headers: all }, resolve)
      .on('error', () => reject(goneAway(url)))
      .end(body);
  });
  if (response.statusCode === 200) return response;
  throw failureIn(await readText(response, url));
}

export async function readText(response: IncomingMessage, url: string): Promise<string> {
  return text(response).catch(() => {
    throw goneAway(url);
  });
}

export function goneAway(url: string): BridgeFailure {
  return new BridgeFailure({
    code: 'disconnected',
    message: `The emulator at ${url} does not answer. Start it again, then retry.`,
  });
}

function failureIn(answer: string): BridgeFailure {
  try {
    return new BridgeFailure(JSON.parse(answer).error);
  } catch {
    return new BridgeFailure({
      code: 'internal',
      message: `The emulator answered something else: ${answer.slice(0, 200)}`,
    });
  }
}
