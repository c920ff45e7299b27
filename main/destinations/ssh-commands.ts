export type SshLogin = {
  readonly user: string;
  readonly host: string;
  /** Name of the repository that git finds here. */
  readonly repository: string;
  /** Virtual time. */
  now(): number;
};

export type SshAnswer = {
  readonly output: string;
  readonly errors?: string;
  /** With which the program ended, 0 to 255. */
  readonly status: number;
  /** Whether the shell ends with it. */
  readonly leaves?: boolean;
};

const help = ({ user, host, repository }: SshLogin) => `This host is emulated. It knows:
  whoami     the user name you came with
  hostname   the name of this host
  date       the emulated time
  help       this
  exit       leaves
It writes every other line back. From your machine, by the way you came:
  git clone ssh://${user}@${host}/${repository}.git
  scp ${user}@${host}:readme.txt .
`;

const otherCopies: Readonly<Record<string, string>> = {
  scp: 'This host is emulated and copies by SFTP only: leave out the option -O, or take an scp of OpenSSH 9.0 or newer.\n',
  rsync: 'This host is emulated and has no rsync: use scp or sftp.\n',
  'sftp-server': 'This host is emulated: ask for the subsystem sftp, not for a program.\n',
};

/** What the emulated host answers to a line, whether typed into its shell or given with `ssh HOST COMMAND`. */
export function answerCommand(line: string, login: SshLogin): SshAnswer {
  const { user, host, now } = login;
  const [program = '', argument = ''] = line.trim().split(/\s+/);
  switch (program) {
    case '':
      return { output: '', status: 0 };
    case 'whoami':
      return { output: `${user}\n`, status: 0 };
    case 'hostname':
      return { output: `${host}\n`, status: 0 };
    case 'date':
      return { output: `${writeDate(now())}\n`, status: 0 };
    case 'help':
      return { output: help(login), status: 0 };
    case 'exit':
    case 'logout':
      return { output: '', status: Number(/^\d{1,9}$/.exec(argument)?.[0] ?? 0) % 256, leaves: true };
    case 'scp':
    case 'rsync':
    case 'sftp-server':
      return { output: '', errors: otherCopies[program] ?? '', status: 1 };
    default:
      return { output: `${line}\n`, status: 0 };
  }
}

/** As `date` writes it in the C locale: `Mon Mar  9 09:01:12 UTC 2026`. */
function writeDate(at: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(at).toUTCString().split(/,? /);
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} UTC ${year}`;
}
