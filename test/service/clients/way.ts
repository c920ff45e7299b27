import type { FailureSurface } from '../../../app/environment/environment.ts';
import type { Browsing } from './browser-ways.ts';
import { type Command, type Observed, observe } from './observe.ts';

/** What programs are pointed at, and where they may write. */
export type Place = {
  readonly proxy: string;
  readonly dnsPort: string;
  /** A port of this machine that leads to the public resolver's port 443, through the proxy. */
  readonly resolverPort: string;
  /** A file with the certificate of the throw-away authority. */
  readonly authority: string;
  /** A file for `ssh -F`. */
  readonly sshConfig: string;
  readonly folder: string;
  /** Absent where there is no Chromium. */
  readonly browsing?: Browsing;
};

export type ProgramName = 'curl' | 'ssh' | 'scp' | 'git' | 'dig' | 'openssl' | 'nc' | 'Chromium';

/** With which a refused program ends; `never`: it does not end by itself; `late`: when it does is up to itself. */
export type Codes = Readonly<Record<FailureSurface, number | 'never' | 'late'>>;

/** How a program is told to give up by itself. */
export type Limit = {
  /** As its user knows it. */
  readonly name: string;
  options(seconds: number): readonly string[];
  /** With which it ends then. */
  readonly code: number;
};

/** One way of a real program to the private host. */
export type Way = {
  readonly program: ProgramName;
  readonly what: string;
  readonly by: string;
  /** What it writes when it has got through. */
  readonly answer: string | RegExp;
  /** Absent: it gets through whatever the age. */
  readonly codes?: Codes;
  /** Absent: it knows none. */
  readonly limit?: Limit;
  /** `limit`: real milliseconds until it is ended. `own`: the seconds after which it is told to give up. */
  run(place: Place, limit: number, own?: number): Promise<Observed>;
};

export type CommandWay = Omit<Way, 'run'> & {
  /** `options` come before its other arguments. */
  command(place: Place, options: readonly string[]): Command;
};

export function byCommand({ command, ...way }: CommandWay): Way {
  return {
    ...way,
    run: (place, atMost, own) => {
      const options = own === undefined ? [] : (way.limit?.options(own) ?? []);
      return observe(command(place, options), atMost);
    },
  };
}

export const nameOf = ({ program, what, by }: Pick<Way, 'program' | 'what' | 'by'>): string =>
  [program, what, ...(by === '' ? [] : ['by', by])].join(' ');

export function gotThrough({ answer }: Way, { code, stdout }: Observed): boolean {
  return code === 0 && (typeof answer === 'string' ? stdout === answer : answer.test(stdout));
}

export const host = 'site.corp.internal';
export const address = '10.20.0.10';
