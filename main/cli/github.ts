import { relative, resolve } from 'node:path';

/** Something to be shown at its line in a pull request. */
export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string | undefined;
  /** Counted from 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
};

/**
 * One workflow command of GitHub Actions, as its toolkit writes it (actions/toolkit, packages/core/src/command.ts).
 * GitHub shows ten errors and ten warnings of one step; all of them stand in its log. Places are told from `root`.
 */
export function writeAnnotation({ level, title, message, file, line, column }: Annotation, root: string): string {
  const properties = {
    ...(file === undefined ? {} : { file: pathFrom(root, file) }),
    ...(line === undefined ? {} : { line: String(line) }),
    ...(column === undefined ? {} : { col: String(column) }),
    title,
  };
  const told = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${told.join(',')}::${escapeData(message)}`;
}

/** A line break would end the command, and what comes after it could be one of its own. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** GitHub knows files by their path in the repository, with forward slashes. */
function pathFrom(root: string, file: string): string {
  return relative(root, resolve(file)).replaceAll('\\', '/');
}

/** Text that Markdown takes as it stands, for one line. */
export function plainMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>()#+!|~&@:-]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Lines as they stand, whatever is in them. */
export function fenced(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines.flatMap((line) => line.split(/\r\n|\r|\n/)), fence];
}
