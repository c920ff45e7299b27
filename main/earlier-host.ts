import { setTimeout as wait } from 'node:timers/promises';
import type { ResultOf } from '../app/bridge/contract.ts';
import { type FoundHost, findHost } from './adapters/locator.ts';
import type { ServeOptions } from './serve-host.ts';

const patience = 3000;

/** Shows the emulator that already runs on this data directory. Answers the exit code. */
export async function showEarlierHost(
  earlier: FoundHost,
  {
    say,
    complain,
    open,
    environmentFile,
    bundleFile,
  }: Pick<ServeOptions, 'say' | 'complain' | 'open' | 'environmentFile' | 'bundleFile'>,
  show: (url: string) => Promise<void>,
): Promise<0 | 1> {
  const url = await askForLaunchUrl(earlier);
  if (url === undefined) {
    complain(`Process ${earlier.pid} holds this data directory and does not answer. Stop it, or give --data-dir.`);
    return 1;
  }
  say(`It already runs there. A fresh address: ${url}`);
  const unread = environmentFile ?? bundleFile;
  if (unread !== undefined) complain(`${unread} was not loaded. Stop the running one first.`);
  if (open) await show(url);
  return 0;
}

/** The one that started a moment earlier takes about a second until it can be found. */
export async function waitForHost(dataDirectory: string): Promise<FoundHost | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const found = findHost(dataDirectory);
    if (found !== undefined) return found;
    await wait(100);
  }
  return undefined;
}

async function askForLaunchUrl({ url, token }: FoundHost): Promise<string | undefined> {
  try {
    const response = await fetch(new URL('/api/v1/open', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) return undefined;
    const { url: launchUrl } = (await response.json()) as ResultOf<'open'>;
    return launchUrl;
  } catch {
    return undefined;
  }
}
