import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { installedPackages } from '../../../scripts/lib/installed-packages.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds one TypeScript file for plain Node, where its packages are found. */
export async function buildProgram(
  entry: URL,
): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> {
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'test-program-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    // As the product is built; it loads in a third of the time.
    ssr: { external: installedPackages, noExternal: true },
    build: {
      ssr: fileURLToPath(entry),
      outDir,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return { file: join(outDir, 'program.mjs'), remove: () => rm(outDir, { recursive: true, force: true }) };
}

/** A child that answers in lines. It is killed after a minute at the latest. */
export class ChildProgram {
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];
  readonly #ended: Promise<unknown>;
  #wake: () => void = () => undefined;
  #hasEnded = false;

  constructor(file: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = process.env) {
    this.#process = spawn(process.execPath, [file, ...args], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    // A command may be on its way to a child that has just been killed.
    this.#process.stdin?.on('error', () => undefined);
    if (this.#process.stdout === null) throw new Error('the child has no output');
    const reader = createInterface(this.#process.stdout);
    reader.on('line', (line) => {
      this.#lines.push(line);
      this.#wake();
    });
    this.#ended = Promise.all([once(reader, 'close'), once(this.#process, 'exit')]).then(() => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Of a child that has ended by itself. */
  get exitCode(): number | null {
    return this.#process.exitCode;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  tell(command: string): void {
    this.#process.stdin?.write(`${command}\n`);
  }

  /** The line at `index`, as soon as there is one; `undefined` when the child ended before it. */
  async lineAt(index: number): Promise<string | undefined> {
    while (this.#lines.length <= index && !this.#hasEnded) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#lines[index];
  }

  async ask(command: string): Promise<string | undefined> {
    const index = this.#lines.length;
    this.tell(command);
    return this.lineAt(index);
  }

  /** Kills the child at once; resolves when it is gone and all it wrote has been read. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  async finish(): Promise<void> {
    this.#process.stdin?.end();
    await this.#ended;
  }
}
