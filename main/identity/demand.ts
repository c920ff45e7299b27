import type { Demand } from '../../app/identity/provider-behaviour.ts';

/** What an authorization request demands by its parameters, which the library has checked. */
export function demandOf({ prompt, max_age: maxAge }: Readonly<Record<string, unknown>>): Demand {
  const prompts = typeof prompt === 'string' ? prompt.split(' ') : [];
  const seconds = maxAge === undefined || maxAge === '' ? Number.NaN : Number(maxAge);
  return {
    ...(prompts.includes('login')
      ? { prompt: 'login' }
      : prompts.includes('select_account')
        ? { prompt: 'select-account' }
        : {}),
    ...(Number.isNaN(seconds) ? {} : { maxAge: seconds * 1000 }),
  };
}
