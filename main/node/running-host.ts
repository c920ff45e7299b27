import type { ResultOf } from '../../app/bridge/contract.ts';
import type { FoundHost } from '../adapters/locator.ts';

const patience = 3000;

/** A fresh one-use address of the emulator that already runs; `undefined` when it doesn't answer. */
export async function askForLaunchUrl({ url, token }: FoundHost): Promise<string | undefined> {
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
