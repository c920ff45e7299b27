import { createServer, type Server } from 'node:net';
import type { Connection, Session } from 'ssh2';
import { answerCommand, refuseFiles, type SshLogin } from './ssh-commands.ts';
import { runOnce, runShell } from './ssh-shell.ts';

export type SshHost = {
  readonly server: Server;
  /** Ends every session with a word: at the bare end of the connection, `ssh` behind a proxy command would hang. */
  leave(): void;
};

export type SshHostOptions = Pick<SshLogin, 'host' | 'now'> & {
  /** In OpenSSH's format. */
  readonly hostKey: string;
};

/** As sshd has it (LoginGraceTime), in real time. */
const loginWithin = 120_000;

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

/** An SSH host that lets everybody in, answers a few commands, forwards nothing and has no files. */
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

function letIn(client: Connection, place: Pick<SshLogin, 'host' | 'now'>): void {
  let user = '';
  const tooLate = setTimeout(() => client.end(), loginWithin);
  client.once('close', () => clearTimeout(tooLate));
  // A fault is followed by 'close'.
  client.on('error', () => undefined);
  client.on('authentication', (context) => {
    user = context.username;
    context.accept();
  });
  client.once('ready', () => clearTimeout(tooLate));
  client.on('session', (accept) => serveSession(accept(), { ...place, user }));
}

function serveSession(session: Session, login: SshLogin): void {
  let terminal = false;
  session.on('pty', (accept) => {
    terminal = true;
    accept?.();
  });
  session.on('window-change', (accept) => accept?.());
  session.on('env', (accept) => accept?.());
  session.on('shell', (accept) => runShell(accept(), login, terminal));
  session.on('exec', (accept, _reject, { command }) => runOnce(accept(), answerCommand(command, login), terminal));
  session.on('subsystem', (accept, reject, { name }) => {
    if (name === 'sftp') runOnce(accept(), refuseFiles(), terminal);
    else reject();
  });
}
