import type { IncomingMessage } from 'node:http';
import { createTokenStore, isSameSecret } from './tokens.ts';

export type Denial = { readonly status: 401 | 403 | 421; readonly code: string; readonly message: string };

/** Who may come in: launch tokens become browser sessions, and the control token lets programs in. */
export type Guard = {
  /** Checks where a request believes it goes and where it comes from; every request passes here first. */
  checkOrigin(request: IncomingMessage): Denial | undefined;
  /** Whether its cookie names a session. */
  hasSession(request: IncomingMessage): boolean;
  /** Whether it carries the control token. */
  hasControlToken(request: IncomingMessage): boolean;
  mintLaunchToken(): string;
  /** Turns a launch token into the cookie of a new session, once. */
  startSession(launchToken: string): string | undefined;
};

const launchLifetime = 10 * 60 * 1000;

/**
 * `port` is the one we listen on. A page of another site that was pointed at us by its DNS still names itself in `Host`,
 * and one that calls us from a browser names itself in `Origin`.
 */
export function createGuard(port: number, controlToken: string): Guard {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const launches = createTokenStore({ limit: 64, lifetime: launchLifetime });
  const sessions = createTokenStore({ limit: 256 });
  // Cookies of 127.0.0.1 are sent to every port of it, so that two emulators would overwrite each other's.
  const cookieName = `warp-emu-${port}`;

  return {
    checkOrigin({ headers: { host, origin } }) {
      if (host === undefined || !hosts.has(host.toLowerCase())) {
        return { status: 421, code: 'wrong-host', message: `This server is 127.0.0.1:${port} and nothing else.` };
      }
      if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
        return { status: 403, code: 'wrong-origin', message: 'Other sites may not call the emulator.' };
      }
      return undefined;
    },
    hasSession: ({ headers }) => {
      const session = readCookie(headers.cookie ?? '', cookieName);
      return session !== undefined && sessions.has(session);
    },
    hasControlToken: ({ headers }) => {
      const [, token] = /^Bearer ([\w-]{1,100})$/i.exec(headers.authorization ?? '') ?? [];
      return token !== undefined && isSameSecret(token, controlToken);
    },
    mintLaunchToken: () => launches.mint(),
    startSession: (launchToken) =>
      launches.spend(launchToken) ? `${cookieName}=${sessions.mint()}; Path=/; HttpOnly; SameSite=Strict` : undefined,
  };
}

function readCookie(header: string, name: string): string | undefined {
  const entry = header.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return entry?.trim().slice(name.length + 1);
}
