import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { GitService } from './git-command.ts';
import { largestPush, readProtocol } from './git-home.ts';
import type { GitRun } from './git-run.ts';
import { GitRefusal, type GitRequest, type Repositories, type RepositoryPlace } from './repositories.ts';

/**
 * Answers what git asks over HTTP (gitprotocol-http, the smart one) and says whether it was git. It does what
 * `git http-backend` does, which not every installation of git has, and asks for no CGI.
 */
export function createGitOverHttp(repositories: Repositories, place: () => RepositoryPlace) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const asked = readGitUrl(request);
    if (asked === undefined) return false;
    // A client that leaves while it is written to is met at 'close'.
    response.on('error', () => undefined);
    response.setHeader('cache-control', 'no-cache, max-age=0, must-revalidate');
    answer(repositories, place(), asked, request, response).catch(() => response.destroy());
    return true;
  };
}

type Asked = { readonly repository: string; readonly service?: GitService; readonly exchange: boolean };

/** The three addresses that git uses; the fourth thing is an old git, which knows only the plain files. */
function readGitUrl({ method, url = '/' }: IncomingMessage): Asked | undefined {
  const [path = '', query = ''] = url.split('?');
  const found = /^(\/.{1,200}?)\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path);
  const [, repository = '', what = ''] = found ?? [];
  const methods = what === 'info/refs' ? ['GET', 'HEAD'] : ['POST'];
  if (found === null || !methods.includes(method ?? '')) return undefined;
  if (what !== 'info/refs') return { repository, service: what.slice(4) as GitService, exchange: true };
  const service = /(?:^|&)service=git-(upload-pack|receive-pack)(?:&|$)/.exec(query)?.[1] as GitService | undefined;
  return { repository, ...(service === undefined ? {} : { service }), exchange: false };
}

const statuses = { unknown: 404, busy: 503, full: 507, fault: 503 } as const;

async function answer(
  repositories: Repositories,
  place: RepositoryPlace,
  { repository, service, exchange }: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (service === undefined) return refuse(request, response, 403, 'This git is too old: it knows no smart HTTP.\n');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (exchange && !['identity', 'gzip', 'x-gzip'].includes(encoding)) {
    return refuse(request, response, 415, 'The body may be gzip, or as it is.\n');
  }
  const protocol = readProtocol(request.headers['git-protocol']);
  const wanted: GitRequest = { service, repository, protocol, stateless: exchange ? 'exchange' : 'advertise' };
  let run: GitRun;
  try {
    run = await repositories.serve(place, wanted);
  } catch (fault) {
    const [status, message] = fault instanceof GitRefusal ? [statuses[fault.why], fault.message] : [503, 'Not served.'];
    return refuse(request, response, status, `${message}\n`);
  }
  if (response.destroyed) return run.kill();
  response.once('close', () => run.kill());
  response.setHeader('content-type', `application/x-git-${service}-${exchange ? 'result' : 'advertisement'}`);
  if (exchange) feed(request, run, encoding !== 'identity', (status, why) => refuse(request, response, status, why));
  else run.input.end();
  if (!exchange && protocol !== 'version=2') response.write(announce(service));
  run.output.pipe(response, { end: false });
  const { code, signal, errors } = await run.ended;
  if (response.writableEnded) return;
  if (signal !== undefined) response.destroy();
  // What went wrong after git began to answer stands in its answer.
  else if (code === 0 || response.headersSent) response.end();
  else refuse(request, response, 500, errors);
}

/** Longer than a push may be, so that git says by itself which one is too long. */
const longestBody = largestPush + 8 * 1024 * 1024;

type Refuse = (status: number, why: string) => void;

/** Passes the body on, unpacked when it is packed, up to the largest push. */
function feed(request: IncomingMessage, run: GitRun, packed: boolean, refuseIt: Refuse): void {
  const fail: Refuse = (status, why) => {
    run.kill();
    refuseIt(status, why);
  };
  let length = 0;
  const count = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      length += bytes.length;
      if (length <= longestBody) return done(null, bytes);
      fail(413, `A push may have ${largestPush / 1024 / 1024} MiB at most.\n`);
      done();
    },
  });
  const body = packed ? request.pipe(createGunzip()) : request;
  if (packed) body.on('error', () => fail(400, 'The body is no gzip.\n'));
  body.pipe(count).pipe(run.input);
  // A git that has said all ends early; the client is heard out all the same, and then reads the answer.
  run.input.once('close', () => {
    request.unpipe();
    request.resume();
  });
}

/** The first lines of what a repository has, as versions 0 and 1 of the protocol want them: a line, and a flush. */
function announce(service: GitService): string {
  const line = `# service=git-${service}\n`;
  return `${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`;
}

/** Git shows plain text to whoever called it, after "remote:". */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return void response.destroy();
  request.resume();
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(text);
}
