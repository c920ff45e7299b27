import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameRepository, namesRepository, readGitCommand } from '../../../main/destinations/git/git-command.ts';

describe('a command that git gives to ssh', () => {
  it.each([
    ["git-upload-pack '/acme.git'", 'upload-pack', '/acme.git'],
    ["git-receive-pack 'acme.git'", 'receive-pack', 'acme.git'],
    ["git-upload-archive '~/acme.git'", 'upload-archive', '~/acme.git'],
    ['git-upload-pack acme.git', 'upload-pack', 'acme.git'],
    ["git upload-pack '/acme'", 'upload-pack', '/acme'],
  ])('is read from %j', (line, service, repository) => {
    expect(readGitCommand(line)).toEqual({ service, repository });
  });

  it.each([
    "git-upload-pack '/acme.git'; rm -rf /",
    "git-upload-pack '/acme.git' '/other.git'",
    'git-upload-pack $(id)',
    "git-upload-pack 'it'\\''s'",
    "git-upload-pack '/acme.git",
    'git-upload-pack',
    "git-upload-pack '--help' -x",
    "git-upload-pack  '/acme.git'",
  ])('has no repository in %j', (line) => {
    expect(readGitCommand(line)).toEqual({ service: 'upload-pack' });
  });

  it.each([
    'git-shell',
    'git status',
    "xgit-upload-pack '/acme.git'",
    "git-upload-packs '/acme.git'",
    "GIT-UPLOAD-PACK 'a'",
  ])('is none in %j', (line) => {
    expect(readGitCommand(line)).toBeUndefined();
  });

  it('is read from nothing but the three services, whatever is said, and names one thing or nothing', () => {
    const word = fc.constantFrom(
      'git',
      '-',
      ' ',
      'upload-pack',
      'receive-pack',
      "'",
      '/',
      'acme',
      '.git',
      ';',
      '\n',
      '\\',
    );
    const line = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(line, (text) => {
        const read = readGitCommand(text);
        if (read === undefined) return;
        expect(text).toMatch(/^git[- ](upload-pack|receive-pack|upload-archive)( |$)/);
        if (read.repository === undefined) return;
        expect(read.repository).not.toMatch(/['\\]/);
        expect([`'${read.repository}'`, read.repository]).toContain(text.slice(`git-${read.service} `.length));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the name of a repository', () => {
  it.each([
    ['Acme', 'acme'],
    ['Zażółć & Sons, Ltd.', 'za-sons-ltd'],
    ['日本', 'repository'],
    ['x'.repeat(100), 'x'.repeat(40)],
  ])('is made of the team %j', (team, name) => {
    expect(nameRepository(team)).toBe(name);
  });

  it('is met by its eight spellings, and by no path', () => {
    const part = fc.constantFrom('/', '~', '.', '..', 'acme', '.git', '\0', '%2e', '\\', 'ACME');
    const path = fc.oneof(
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(path, (asked) => {
        expect(namesRepository(asked, 'acme')).toBe(/^(?:~?\/)?acme(?:\.git)?\/?$/.test(asked));
      }),
      { numRuns: 2000 },
    );
  });
});
