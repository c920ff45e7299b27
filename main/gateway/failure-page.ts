import type { ClientGeneration } from '../../app/environment/environment.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import { pagePolicy, renderPage } from '../page/message-page.ts';
import { type Explanation, explainFailure } from './explanation.ts';
import type { AnswerFailure } from './failure.ts';
import { prefersJson } from './prefers-json.ts';

/** Marks an answer as the gateway's own; its value is the class of the verdict. */
export const verdictHeader = 'warp-emu-verdict';

/** The whole answer to a head that is longer than any we read (RFC 6585 §5). */
const headTooLarge = 'HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** The whole answer to what is no request that could be passed on. */
export const badRequest = 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** What is said to a client whose request Node's parser did not take. */
export function answerTo(fault: Error): string {
  return 'code' in fault && fault.code === 'HPE_HEADER_OVERFLOW' ? headTooLarge : badRequest;
}

export type FailurePage = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

/** Why something fails: a verdict, that there was no place left to ask for one, or no more than that nothing came. */
export type FailureCause = Verdict | 'too-many-flows' | 'no-answer';

/**
 * A page, or JSON for a client that asks for it, that names the class, the policy and the fix. Of a connection that never
 * came about a proxy knows no more than that.
 */
export function makeFailurePage(
  { after }: AnswerFailure,
  cause: FailureCause,
  host: string,
  accept: string | undefined,
  generation: ClientGeneration,
): FailurePage {
  const json = prefersJson(accept);
  const why = after === 'timeout' ? 'no-answer' : cause;
  const body = Buffer.from(json ? tellInJson(why, host, generation) : tellInPage(why, host, generation));
  return {
    headers: {
      'content-type': json ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
      'content-length': String(body.length),
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      [verdictHeader]: codeOf(why),
    },
    body,
  };
}

/** The same as bytes on the wire, for a connection that is no request of an HTTP server any more. */
export function writeFailureResponse(status: number, reason: string, { headers, body }: FailurePage): Buffer {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

const crowd: Explanation = {
  title: 'Too many connections are open',
  message: 'The emulator has as many connections open as it takes, so it did not even judge this one.',
  fix: 'Nothing that is open was cut. Close programs that keep many connections, then try again.',
};

function explain(why: FailureCause, host: string, generation: ClientGeneration): Explanation {
  if (why === 'no-answer') {
    return { title: 'No answer', message: `${host} did not answer in time.`, fix: 'Try again later.' };
  }
  return why === 'too-many-flows' ? crowd : explainFailure(why, host, generation);
}

function codeOf(why: FailureCause): string {
  return typeof why === 'string' ? why : why.class;
}

function tellInJson(why: FailureCause, host: string, generation: ClientGeneration): string {
  const { message, fix } = explain(why, host, generation);
  const code = codeOf(why);
  if (typeof why === 'string') return `${JSON.stringify({ error: { code, message, fix, host } })}\n`;
  const { outcome, stage, policy, ageSeconds, limitSeconds } = why;
  return `${JSON.stringify({ error: { code, message, fix, host, outcome, stage, policy, ageSeconds, limitSeconds } })}\n`;
}

function tellInPage(why: FailureCause, host: string, generation: ClientGeneration): string {
  const { title, message, fix } = explain(why, host, generation);
  const policy = typeof why === 'string' ? undefined : why.policy;
  return renderPage({
    title,
    kind: 'WARP Session Emulator',
    paragraphs: [message, fix],
    facts: [
      ['Destination', host],
      ['Cause', codeOf(why)],
      ...(policy === undefined ? [] : [['Policy', policy.name] as const]),
    ],
    small: 'This page comes from the emulator, not from the destination.',
  });
}
