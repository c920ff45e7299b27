import type { ClientGeneration } from '../../app/environment/environment.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import { pagePolicy, renderPage } from '../page/message-page.ts';
import { explainFailure } from './explanation.ts';
import { prefersJson } from './prefers-json.ts';

/** Marks an answer as the gateway's own; its value is the class of the verdict. */
export const verdictHeader = 'warp-emu-verdict';

/** The whole answer to what is no request that could be passed on. */
export const badRequest = 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

export type FailurePage = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

/** A page, or JSON for a client that asks for it, that names the class, the policy and the fix. */
export function makeFailurePage(
  verdict: Verdict,
  host: string,
  accept: string | undefined,
  generation: ClientGeneration,
): FailurePage {
  const json = prefersJson(accept);
  const body = Buffer.from(json ? tellInJson(verdict, host, generation) : tellInPage(verdict, host, generation));
  return {
    headers: {
      'content-type': json ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
      'content-length': String(body.length),
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      [verdictHeader]: verdict.class,
    },
    body,
  };
}

/** The same as bytes on the wire, for a connection that is no request of an HTTP server any more. */
export function writeFailureResponse(status: number, reason: string, { headers, body }: FailurePage): Buffer {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

function tellInJson(verdict: Verdict, host: string, generation: ClientGeneration): string {
  const { message, fix } = explainFailure(verdict, host, generation);
  const { class: code, outcome, stage, policy, ageSeconds, limitSeconds } = verdict;
  return `${JSON.stringify({ error: { code, message, fix, host, outcome, stage, policy, ageSeconds, limitSeconds } })}\n`;
}

function tellInPage(verdict: Verdict, host: string, generation: ClientGeneration): string {
  const { title, message, fix } = explainFailure(verdict, host, generation);
  return renderPage({
    title,
    kind: 'WARP Session Emulator',
    paragraphs: [message, fix],
    facts: [
      ['Destination', host],
      ['Cause', verdict.class],
      ...(verdict.policy === undefined ? [] : [['Policy', verdict.policy.name] as const]),
    ],
    small: 'This page comes from the emulator, not from the destination.',
  });
}
