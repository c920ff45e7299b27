import { createServer, type Server } from 'node:net';
import type { Connection } from 'ssh2';
import type { Repositories, RepositoryPlace } from './git/repositories.ts';
import type { MemoryFiles } from './sftp/memory-files.ts';
import { serveSession } from './ssh-session.ts';

export type SshHost = {
  readonly server: Server;
  /** Ends every session with a word: at the bare end of the connection, `ssh` behind a proxy command would hang. */
  leave(): void;
};

/** What stands behind the protocol. */
export type SshPlace = {
  readonly host: string;
  /** Virtual time. */
  now(): number;
  readonly repositories: Repositories;
  repositoryPlace(): RepositoryPlace;
  /** The same for all sessions. */
  files(): MemoryFiles;
};

export type SshHostOptions = SshPlace & {
  /** In OpenSSH's format. */
  readonly hostKey: string;
};

/** As sshd has it (LoginGraceTime), in real time. */
const loginWithin = 120_000;

/** Of one connection at a time, as sshd has it (MaxSessions). */
const mostSessions = 10;

/** Loaded when first needed: most environments are used without it. */
async function loadSsh2() {
  return (await import('ssh2')).default;
}

/** A key that exists in memory only. */
export async function makeHostKey(): Promise<string> {
  const { utils } = await loadSsh2();
  for (;;) {
    const made = utils.generateKeyPairSync('ed25519', {
      comment: 'throw-away key of the WARP Session Emulator',
    }).private;
    // Of 256 keys ssh2 makes one that can't be read: it strips a zero byte that belongs to it (mscdex/ssh2#1390).
    const key = utils.parseKey(made);
    if (key instanceof Error) continue;
    const signature = key.sign('');
    if (!(signature instanceof Error) && key.verify('', signature) === true) return made;
  }
}

/** An SSH host that lets everybody in, answers a few commands, has a repository and a few files, and forwards nothing. */
export async function createSshHost({ hostKey, ...place }: SshHostOptions): Promise<SshHost> {
  const ssh2 = await loadSsh2();
  const sessions = new Set<Connection>();
  const protocol = new ssh2.Server({
    hostKeys: [hostKey],
    ident: 'warp_session_emulator',
    banner: describeHost(place.host),
  });
  protocol.on('connection', (client: Connection) => {
    sessions.add(client);
    client.once('close', () => sessions.delete(client));
    letIn(client, place);
  });
  return {
    server: createServer({ noDelay: true }, (socket) => protocol.injectSocket(socket)),
    leave() {
      for (const client of sessions) client.end();
    },
  };
}

function describeHost(host: string): string {
  return [
    `${host} is emulated by the WARP Session Emulator. Nothing behind it is real.`,
    'Any user name is let in with any password or key: emulated people have no real ones. Type none of yours.',
    '',
  ].join('\r\n');
}

function letIn(client: Connection, place: SshPlace): void {
  let user = '';
  const tooLate = setTimeout(() => client.end(), loginWithin);
  const gone = new AbortController();
  client.once('close', () => {
    clearTimeout(tooLate);
    gone.abort();
  });
  // A fault is followed by 'close'.
  client.on('error', () => undefined);
  client.on('authentication', (context) => {
    user = context.username;
    context.accept();
  });
  client.once('ready', () => clearTimeout(tooLate));
  let sessions = 0;
  client.on('session', (accept, reject) => {
    if (sessions === mostSessions) return reject();
    const session = accept();
    sessions++;
    session.once('close', () => sessions--);
    serveSession(session, { ...place, user, gone: gone.signal });
  });
}
