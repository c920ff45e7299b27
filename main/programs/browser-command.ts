import { createHash, X509Certificate } from 'node:crypto';
import { readWebAddress } from '../web-address.ts';

export type BrowserLaunch = {
  readonly profile: string;
  readonly pac: string;
  /** The throw-away authority's certificate, as PEM. */
  readonly authority: string;
  /** The first page. Anything but a web address throws. */
  readonly url: string;
  readonly platform: NodeJS.Platform;
};

/** Arguments for a browser that sends emulated places through us, trusts our authority, and keeps to itself. */
export function browserArguments({ profile, pac, authority, url, platform }: BrowserLaunch): readonly string[] {
  return [
    `--user-data-dir=${profile}`,
    `--proxy-pac-url=${pac}`,
    // Chromium takes it for a profile other than the user's only, and for the one authority whose key this is.
    `--ignore-certificate-errors-spki-list=${digestOfKey(authority)}`,
    ...['--no-first-run', '--no-default-browser-check', '--disable-quic'],
    // What it would do by itself: none of it is the person's doing, and some of it would meet the policies.
    ...['--disable-sync', '--disable-background-networking', '--disable-component-update'],
    '--disable-domain-reliability',
    // No question for the key ring: there is nothing to keep in it.
    platform === 'darwin' ? '--use-mock-keychain' : '--password-store=basic',
    '--new-window',
    readWebAddress(url),
  ];
}

/** SHA-256 of the public key (RFC 7469 §2.4), in base64. */
export function digestOfKey(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
