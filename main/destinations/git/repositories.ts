import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitService, nameRepository, namesRepository } from './git-command.ts';
import { type GitHome, largestRepository, makeGitHome } from './git-home.ts';
import { type GitRun, runGit } from './git-run.ts';
import { makeRepository } from './make-repository.ts';

export type RepositoryPlace = {
  /** Key of the destination, whose ports all serve the same repository. */
  readonly destination: string;
  readonly host: string;
  readonly team: string;
};

export type GitRequest = {
  readonly service: GitService;
  /** As the client named it; `undefined` when that was no name. */
  readonly repository: string | undefined;
  readonly protocol?: string | undefined;
  /** For HTTP: one exchange of many, or only what the repository has. */
  readonly stateless?: 'exchange' | 'advertise';
};

export type Repositories = {
  /**
   * Serves the repository of a destination, which is made when it is first asked for. Rejects with a `GitRefusal`, whose
   * message is for the client.
   */
  serve(place: RepositoryPlace, request: GitRequest): Promise<GitRun>;
  /** Ends every git that runs, and removes the repositories: the next one who asks finds one as new. */
  forget(): Promise<void>;
  stop(): Promise<void>;
};

export class GitRefusal extends Error {
  readonly why: 'unknown' | 'busy' | 'full' | 'fault';

  constructor(why: GitRefusal['why'], message: string) {
    super(message);
    this.why = why;
  }
}

type Made = { readonly at: GitHome; readonly directory: string };

const mostRuns = 64;

/** Throw-away repositories, one for each destination that is asked for one. `startAt`: virtual time at the start. */
export function createRepositories(startAt: () => number): Repositories {
  let home: GitHome | undefined;
  let stopped = false;
  let tried = 0;
  let active = 0;
  const made = new Map<string, Promise<Made>>();
  const running = new Set<GitRun>();

  function open({ destination, host, team }: RepositoryPlace): Promise<Made> {
    const known = made.get(destination);
    if (known !== undefined) return known;
    const at = home ?? makeGitHome();
    home = at;
    tried++;
    const facts = { host, team, madeBefore: startAt() };
    const folder = `${tried}-${nameRepository(team)}.git`;
    const making = makeRepository(at, folder, facts).then((directory) => ({ at, directory }));
    made.set(destination, making);
    making.catch(() => {
      // Once there is a git, or room on the disk, the next one gets it.
      if (made.get(destination) === making) made.delete(destination);
    });
    return making;
  }

  async function serve(place: RepositoryPlace, request: GitRequest): Promise<GitRun> {
    const name = nameRepository(place.team);
    if (request.repository === undefined || !namesRepository(request.repository, name)) {
      throw new GitRefusal('unknown', `This host is emulated and has one repository: /${name}.git`);
    }
    if (active >= mostRuns) throw new GitRefusal('busy', `${mostRuns} clients are being served. Try again later.`);
    active++;
    try {
      const run = await start(place, request);
      running.add(run);
      void run.ended.then(() => {
        running.delete(run);
        active--;
      });
      return run;
    } catch (fault) {
      active--;
      throw fault;
    }
  }

  async function start(place: RepositoryPlace, request: GitRequest): Promise<GitRun> {
    const again = new GitRefusal('fault', 'The emulator begins anew or stops. Try again.');
    if (stopped) throw again;
    const { at, directory } = await open(place).catch((fault: unknown) => {
      throw new GitRefusal('fault', fault instanceof Error ? fault.message : 'The repository could not be made.');
    });
    if (request.service === 'receive-pack' && (await measure(directory)) > largestRepository) {
      throw new GitRefusal('full', 'This emulated repository is full. It is as new in the next run of the emulator.');
    }
    if (at !== home) throw again;
    return runGit(argumentsOf(request, directory), at.directory, at.environment(request.protocol));
  }

  async function forget(): Promise<void> {
    // From here on nothing begins in the old folder: what is asked for meanwhile gets a new one.
    const [old, making, runs] = [home, [...made.values()], [...running]];
    home = undefined;
    made.clear();
    for (const run of runs) run.kill('SIGKILL');
    await Promise.allSettled([...making, ...runs.map((run) => run.ended)]);
    old?.remove();
  }

  return {
    serve,
    forget,
    stop() {
      stopped = true;
      return forget();
    },
  };
}

function argumentsOf({ service, stateless }: GitRequest, directory: string): readonly string[] {
  const exchange = stateless === undefined ? [] : ['--stateless-rpc'];
  const advertise = stateless === 'advertise' ? ['--advertise-refs'] : [];
  const strict = service === 'upload-pack' ? ['--strict'] : [];
  return [service, ...strict, ...exchange, ...advertise, directory];
}

/** Bytes in a folder and below it. */
async function measure(directory: string): Promise<number> {
  const names = await readdir(directory, { recursive: true });
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(directory, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
