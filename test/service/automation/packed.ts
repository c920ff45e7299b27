import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runNpm } from '../../../scripts/lib/npm.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

/** What somebody who writes tests has beside the package. */
const beside = ['@playwright/test', 'playwright-core', '@types/node'];

const settings = {
  compilerOptions: {
    ...{ target: 'ES2023', module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true, types: ['node'] },
    ...{ skipLibCheck: true, lib: ['ES2023', 'ESNext.Disposable', 'DOM'] },
  },
  files: ['program.ts', 'browser.ts', 'playwright.config.ts', 'wiki.spec.ts'],
};

/** The packed package in an empty folder, with the packages that it names and no others of this checkout. */
export async function installPacked(): Promise<{ folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-packed-'));
  const { code, output } = await runNpm(['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  if (code !== 0) throw new Error(output);
  const place = join(folder, 'node_modules', 'warp-session-emulator');
  mkdirSync(place, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, output.trim()), '-C', place, '--strip-components=1']);
  const { dependencies }: { dependencies: object } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), ...beside]) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve(inRoot('node_modules'), name), link, 'junction');
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  for (const name of ['playwright.config.ts', 'wiki.spec.ts'])
    cpSync(inRoot(`examples/ci/${name}`), join(folder, name));
  for (const name of ['program.ts', 'browser.ts']) {
    cpSync(inRoot(`test/service/automation/consumer/${name}`), join(folder, name));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
