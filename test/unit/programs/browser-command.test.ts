import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCertificateAuthority } from '../../../main/destinations/certificates.ts';
import { browserArguments, digestOfKey } from '../../../main/programs/browser-command.ts';

describe('the command line of a browser', () => {
  let authority: string;
  beforeAll(async () => {
    authority = await createCertificateAuthority().certificate();
  });
  const argumentsFor = (url: string, platform: NodeJS.Platform = 'linux') =>
    browserArguments({
      ...{ profile: '/data dir/browser-1', pac: 'http://127.0.0.1:40000/proxy.pac', authority },
      ...{ url, platform },
    });

  it('gives it a profile, the PAC file, the one authority, and no way around', () => {
    const args = argumentsFor('https://wiki.corp.internal/');
    expect(args.slice(0, 3)).toEqual([
      '--user-data-dir=/data dir/browser-1',
      '--proxy-pac-url=http://127.0.0.1:40000/proxy.pac',
      `--ignore-certificate-errors-spki-list=${digestOfKey(authority)}`,
    ]);
    expect(args).toEqual(expect.arrayContaining(['--no-first-run', '--disable-quic']));
    expect(args).not.toContain('--ignore-certificate-errors');
    expect(args.at(-1)).toBe('https://wiki.corp.internal/');
  });

  it('leaves the key ring of each system alone', () => {
    expect(argumentsFor('http://a/')).toContain('--password-store=basic');
    expect(argumentsFor('http://a/', 'darwin')).toContain('--use-mock-keychain');
  });

  it.each(['--gpu-launcher=sh', 'javascript:1', 'file:///etc/passwd', ''])('takes no such address: %s', (url) => {
    expect(() => argumentsFor(url)).toThrow();
  });

  it('names the authority by the digest of its key as OpenSSL makes it', () => {
    const key = execFileSync('openssl', ['x509', '-pubkey', '-noout'], { input: authority });
    const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'der'], { input: key });
    expect(digestOfKey(authority)).toBe(createHash('sha256').update(der).digest('base64'));
  });
});
