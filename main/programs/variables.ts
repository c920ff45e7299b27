/** What a program must be told to go through the emulator. */
export type Way = {
  /** `host:port` of the proxy. */
  readonly proxy: string;
  readonly dataDirectory: string;
  /** File of the throw-away authority's certificate. */
  readonly certificate: string;
  /** File of ssh's configuration; absent where ssh has no way in. */
  readonly sshConfig?: string;
};

export type Variables = Readonly<Record<string, string>>;

/**
 * Environment variables for everything that is started from a shell, or by `spawn`. Those for certificates take the
 * place of the system's store. Nothing is lost by that: no other site can be reached through the proxy.
 */
export function variablesFor({ proxy, dataDirectory, certificate, sshConfig }: Way): Variables {
  const http = `http://${proxy}`;
  const beside = 'localhost,127.0.0.1,::1';
  return {
    WARP_EMU: '1',
    WARP_EMU_DATA_DIR: dataDirectory,
    // Some programs read the one spelling, some the other; curl takes http_proxy in lower case only.
    ...inBothCases('ALL_PROXY', `socks5h://${proxy}`),
    ...inBothCases('HTTP_PROXY', http),
    ...inBothCases('HTTPS_PROXY', http),
    ...inBothCases('NO_PROXY', beside),
    // Node reads the ones above from 24 on, when it is asked to.
    NODE_USE_ENV_PROXY: '1',
    ...{ npm_config_proxy: http, npm_config_https_proxy: http, npm_config_noproxy: beside },
    ...everyOf(certificateVariables, certificate),
    ...(sshConfig === undefined ? {} : { GIT_SSH_COMMAND: `ssh -F ${quoteForShell(sshConfig)}` }),
  };
}

/** curl · OpenSSL, Go and Python · git · npm · Node · Python's requests · AWS · Cargo · Deno. */
const certificateVariables = [
  ...['CURL_CA_BUNDLE', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO', 'npm_config_cafile', 'NODE_EXTRA_CA_CERTS'],
  ...['REQUESTS_CA_BUNDLE', 'AWS_CA_BUNDLE', 'CARGO_HTTP_CAINFO', 'DENO_CERT'],
];

/** One word of a POSIX shell. Git has one with it on every system. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function inBothCases(name: string, value: string): Variables {
  return { [name]: value, [name.toLowerCase()]: value };
}

function everyOf(names: readonly string[], value: string): Variables {
  return Object.fromEntries(names.map((name) => [name, value]));
}
