import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MethodName, ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';
import { makeDirectory, startHost, type TestHost, type TestHostOptions } from '../../support/host.ts';

export type RestFailure = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly path?: string;
};

/** A host that is stopped, killed and started again on one data directory, and asked over REST. */
export type House = {
  readonly host: TestHost;
  readonly dataDirectory: string;
  call<M extends MethodName>(method: M, params?: ParamsOf<M>): Promise<ResultOf<M>>;
  /** What a call is refused with. */
  refusal(method: MethodName, params?: object): Promise<RestFailure>;
  restart(options?: Omit<TestHostOptions, 'dataDirectory'>): Promise<void>;
  /** Ends the process as a power cut does; `restart` goes on. */
  kill(): Promise<void>;
  /** Takes the directory away too. */
  remove(): Promise<void>;
};

export async function openHouse(options: TestHostOptions = {}): Promise<House> {
  const dataDirectory = options.dataDirectory ?? makeDirectory();
  let host = await startHost({ ...options, dataDirectory });
  const post = (method: MethodName, params: object) => {
    const { url, token } = JSON.parse(readFileSync(join(dataDirectory, 'host.json'), 'utf8')) as {
      url: string;
      token: string;
    };
    return fetch(new URL(`/api/v1/${method}`, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(params),
    });
  };
  return {
    get host() {
      return host;
    },
    dataDirectory,
    async call(method, params) {
      const response = await post(method, params ?? {});
      if (!response.ok) throw new Error(`${method}: ${response.status} ${await response.text()}`);
      return (await response.json()) as never;
    },
    async refusal(method, params = {}) {
      const response = await post(method, params);
      if (response.ok) throw new Error(`${method} was not refused`);
      const { error } = (await response.json()) as { error: Omit<RestFailure, 'status'> };
      return { status: response.status, ...error };
    },
    async restart(again = {}) {
      await host.stop();
      host = await startHost({ ...options, ...again, dataDirectory });
    },
    async kill() {
      const dead = once(host.process, 'exit');
      host.process.kill('SIGKILL');
      await dead;
    },
    async remove() {
      await host.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Length and digest of every file of a folder, by its path below it. */
export function filesIn(
  directory: string,
): Readonly<Record<string, { readonly bytes: number; readonly digest: string }>> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const describe = (content: Buffer) => ({
    bytes: content.length,
    digest: createHash('sha256').update(content).digest('hex'),
  });
  return Object.fromEntries(
    files.map((file) => [file.slice(directory.length + 1), describe(readFileSync(file))] as const),
  );
}
