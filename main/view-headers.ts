import { contentSecurityPolicy } from './assets.ts';

/** What every answer that serves the views or belongs to them carries, unless it says otherwise. */
export const viewHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;
