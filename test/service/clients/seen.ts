import type { Observed } from './observe.ts';
import { address, host, type ProgramName, type Way } from './way.ts';

/** When a program ends: `own`: at the limit that it was given; `never`: not while anybody was willing to wait. */
export type When = 'at once' | 'after 15 s' | 'after 30 s' | 'after 30 s or 60 s' | 'never' | 'own';

/** What whoever runs the program sees of a refusal. */
export type Seen = {
  readonly when: When;
  /** Its exit status; absent: it has none, or did not end. */
  readonly exit?: number;
  readonly words: string;
};

/** `own`: whether it was told to give up by itself. */
export function readSeen(way: Pick<Way, 'program' | 'what'>, observed: Observed, own = false): Seen {
  const { code, took } = observed;
  if (way.program === 'Chromium') return readBrowser(way.what, observed);
  if (code === undefined) return { when: 'never', words: '' };
  return { when: whenOf(took, own), exit: code, words: readWords[way.program](observed) };
}

function whenOf(took: number, own = false): When {
  if (took < 13_000) return own ? 'own' : 'at once';
  return took < 27_000 ? 'after 15 s' : 'after 30 s';
}

/**
 * Chromium tries a page once more after a reset, or not. Its own limit is as long as the emulator's: which of the two
 * comes first is up to the moment.
 */
function readBrowser(what: string, { code, stderr, took }: Observed): Seen {
  const when = whenOf(took);
  const words = tidy(lines(stderr, /./));
  if (when !== 'after 30 s') return { when, words };
  if (what === 'a page over https') return { when: 'after 30 s or 60 s', words: 'net::ERR_TIMED_OUT' };
  if (code === undefined || words === 'net::ERR_CONNECTION_RESET') {
    return { when: 'after 30 s or 60 s', words: 'net::ERR_CONNECTION_RESET' };
  }
  const tunnel = 'Establishing a tunnel via proxy server failed.';
  return { when, words: words.replace(tunnel, 'WebSocket opening handshake timed out') };
}

const lines = (text: string, wanted: RegExp) => text.split('\n').filter((line) => wanted.test(line));

/** What differs from one time to the next, or from one machine to another, is left out. */
function tidy(found: readonly string[]): string {
  const all = found.map((line) =>
    line
      .trim()
      .replace(/^curl: \(\d+\) /, '')
      .replace(/^[0-9A-F]{8,}:/, '')
      .replace(/127\.0\.0\.1#\d+/, '127.0.0.1#PORT')
      .replace(/after \d+ milliseconds/, 'after N milliseconds')
      .replace(/:\.\.\/\S+\.c:\d+:$/, '')
      .replaceAll(address, 'HOST')
      .replaceAll(host, 'HOST'),
  );
  return [...new Set(all)].join('\n');
}

const everyLine = ({ stderr }: Observed) => tidy(lines(stderr, /^(?!Warning: Permanently added|\s*$)/));

const readWords: Readonly<Record<Exclude<ProgramName, 'Chromium'>, (observed: Observed) => string>> = {
  curl({ stdout, stderr }) {
    const [, status] = / (\d{3})(?: \d)?\n$/.exec(stdout) ?? [];
    const [, title] = /<title>(.*)<\/title>/.exec(stdout) ?? [];
    return title === undefined ? tidy(lines(stderr, /^curl: \(/)) : `HTTP ${status}, a page: ${title}`;
  },
  ssh: everyLine,
  scp: everyLine,
  // Its TLS may have more to send when the reset comes.
  git: (observed) =>
    (everyLine(observed).split('\nfatal: Could not read')[0] ?? '').replace(': Send failure:', ': Recv failure:'),
  dig({ stdout }) {
    const said = lines(stdout, /^;; communications error|^;; no servers|status: |^; EDE: /);
    return tidy(said.map((line) => line.replace(/^.*status: (\w+), id.*$/, 'status: $1').replace(/^;+ /, '')));
  },
  openssl: everyLine,
  nc: everyLine,
};
