/** What git asks of the other side over ssh (gitprotocol-pack, "SSH Transport"; git-upload-archive). */
export type GitService = 'upload-pack' | 'receive-pack' | 'upload-archive';

export type GitCommand = {
  readonly service: GitService;
  /** What was asked for, unquoted; `undefined` when it can't be a name of ours, or the command goes on after it. */
  readonly repository?: string;
};

const command = /^git[- ](upload-pack|receive-pack|upload-archive)(?: (.*))?$/s;
const quoted = /^'([^'\\!]*)'$/;
const plain = /^[\w./~-]+$/;

/** Reads the command that git gives to ssh; nothing in it is ever run or used as a path. */
export function readGitCommand(line: string): GitCommand | undefined {
  const found = command.exec(line);
  const service = found?.[1] as GitService | undefined;
  if (service === undefined) return undefined;
  const argument = found?.[2] ?? '';
  const repository = quoted.exec(argument)?.[1] ?? plain.exec(argument)?.[0];
  return repository === undefined ? { service } : { service, repository };
}

/** The name of the one repository that every emulated host has: `acme` for the team "Acme". */
export function nameRepository(team: string): string {
  const words = team.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 40) || 'repository';
}

/** Whether a path of a URL, such as `/acme.git`, means the repository of that name. */
export function namesRepository(asked: string, name: string): boolean {
  return (
    asked
      .replace(/^~?\//, '')
      .replace(/\/$/, '')
      .replace(/\.git$/, '') === name
  );
}
