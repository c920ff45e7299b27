import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { X509Certificate } from '@peculiar/x509';

export type ServerCertificate = { readonly key: string; readonly cert: string };

export type CertificateAuthority = {
  /** Its certificate, as PEM. */
  certificate(): Promise<string>;
  /**
   * A server certificate for host names and addresses, with the key. The authority's own follows it: a browser that is
   * told to trust the authority by its key (`main/programs`) looks for that in what the server sends.
   */
  issue(names: readonly string[]): Promise<ServerCertificate>;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 24 * 60 * 60 * 1000;
const authorityName = 'CN=WARP Session Emulator throw-away CA (never install)';

type Authority = { readonly certificate: X509Certificate; readonly keys: CryptoKeyPair };
type CryptoKeyPair = webcrypto.CryptoKeyPair;

/**
 * An authority that exists in memory only and is made when it is first needed. Its validity is in real time, for that is
 * what TLS clients compare.
 */
export function createCertificateAuthority(): CertificateAuthority {
  let made: Promise<Authority> | undefined;
  const authority = () => {
    made ??= makeAuthority();
    return made;
  };
  return {
    async certificate() {
      return `${(await authority()).certificate.toString('pem')}\n`;
    },
    async issue(names) {
      return issueCertificate(await authority(), names);
    },
  };
}

/** Loaded when first needed: it takes longer than everything else at the start. */
async function loadX509() {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(globalThis.crypto);
  return x509;
}

async function makeAuthority(): Promise<Authority> {
  const {
    BasicConstraintsExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    SubjectKeyIdentifierExtension,
    X509CertificateGenerator,
  } = await loadX509();
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: makeSerial(),
    name: authorityName,
    keys,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

async function issueCertificate(authority: Authority, names: readonly string[]): Promise<ServerCertificate> {
  const x509 = await loadX509();
  const keys = await makeKeys();
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: makeSerial(),
    subject: 'O=WARP Session Emulator',
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const chain = [leaf, authority.certificate].map((certificate) => `${certificate.toString('pem')}\n`);
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: chain.join('') };
}

function makeKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** Positive, as RFC 5280 §4.1.2.2 asks. */
function makeSerial(): string {
  return `01${randomBytes(15).toString('hex')}`;
}

function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 90 * day) };
}
