import { writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { openLogFile } from './log-file.ts';
import { redact, redactText } from './redact.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

export type LogFields = Readonly<Record<string, unknown>>;

/** None of its functions throws: what can't be written is lost. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger for one part of the program; names join to `gateway.socks`. */
  child(name: string): Log;
  /** From now on this value appears in no line, whatever it stands under. */
  hide(value: string): void;
};

export type RootLog = Log & {
  /** The last lines, oldest first, for a crash report. */
  recentLines(): readonly string[];
  /** A text without what the lines are without. */
  redact(text: string): string;
  /** Forgets every line, also those of earlier starts. */
  startAnew(): void;
  close(): void;
};

export type LogOptions = {
  readonly directory: string;
  readonly wallNow: () => Millis;
  /** Lines below this level are left out; `info` unless told. */
  readonly level?: LogLevel;
  readonly files?: number;
  readonly bytesEach?: number;
};

const recentCount = 200;
/** A shorter value would blot out ordinary words. */
const shortestSecret = 6;

export function openLog({
  directory,
  wallNow,
  level = 'info',
  files = 5,
  bytesEach = 2 * 1024 * 1024,
}: LogOptions): RootLog {
  const file = openLogFile(directory, { files, bytesEach });
  const secrets = new Set<string>();
  const recent: string[] = [];
  const write = (lineLevel: LogLevel, name: string, message: string, fields: LogFields | undefined) => {
    if (levels.indexOf(lineLevel) < levels.indexOf(level)) return;
    try {
      const line = redactText(compose(wallNow(), lineLevel, name, message, fields), secrets);
      recent.push(line);
      if (recent.length > recentCount) recent.shift();
      file.write(`${line}\n`);
    } catch {
      // A full disk must not stop what was being logged.
    }
  };
  const hide = (value: string) => {
    if (value.length < shortestSecret) return;
    for (const spelling of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
      secrets.add(spelling);
  };
  const named = (name: string): Log => ({
    debug: (message, fields) => write('debug', name, message, fields),
    info: (message, fields) => write('info', name, message, fields),
    warn: (message, fields) => write('warn', name, message, fields),
    error: (message, fields) => write('error', name, message, fields),
    child: (part) => named(name === '' ? part : `${name}.${part}`),
    hide,
  });
  return {
    ...named(''),
    recentLines: () => [...recent],
    redact: (text) => redactText(text, secrets),
    startAnew() {
      recent.length = 0;
      try {
        file.clear();
      } catch {
        // What can't be removed now goes when the log rotates.
      }
    },
    close() {
      try {
        file.close();
      } catch {
        // It is as good as closed.
      }
    },
  };
}

function compose(at: Millis, level: LogLevel, name: string, message: string, fields: LogFields | undefined): string {
  const parts = [writeInstant(at), level, name === '' ? '-' : name, oneLine(message)];
  if (fields !== undefined && Object.keys(fields).length > 0) parts.push(JSON.stringify(redact(fields)));
  return parts.join(' ');
}

/** A message from outside must not be able to pass for a line of its own. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]/g, (character) => JSON.stringify(character).slice(1, -1));
}
