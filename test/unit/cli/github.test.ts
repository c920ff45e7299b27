import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenced, plainMarkdown, writeAnnotation } from '../../../main/cli/github.ts';

/** As GitHub's runner reads a line: actions/runner, src/Runner.Common/ActionCommand.cs, `TryParseV2`. */
function readCommand(line: string) {
  const [, command = '', properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const unescaped = (text: string, marks: readonly (readonly [string, string])[]) =>
    marks.reduce((sofar, [escaped, mark]) => sofar.replaceAll(escaped, mark), text);
  const ofData = [
    ['%0D', '\r'],
    ['%0A', '\n'],
  ] as const;
  const ofProperty = [...ofData, ['%3A', ':'], ['%2C', ',']] as const;
  const last = ['%25', '%'] as const;
  const pairs = properties.split(',').map((pair): [string, string] => {
    const [name = '', ...rest] = pair.split('=');
    return [name, unescaped(rest.join('='), [...ofProperty, last])];
  });
  return { command, properties: Object.fromEntries(pairs), data: unescaped(data, [...ofData, last]) };
}

/** Texts with much of what means something to GitHub in them. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('%', '%0A', '%25', '%2C', ':', '::', ',', '=', '\r', '\n', '::error::', 'a', ' '))
    .map((parts) => parts.join('')),
);

describe('an annotation', () => {
  it('stands at its place, named from the root of the repository', () => {
    const annotation = { level: 'error', title: 'Oh: no', message: 'a\nb', file: '/repo/ci/a.yaml', line: 3 } as const;
    expect(writeAnnotation(annotation, '/repo')).toBe('::error file=ci/a.yaml,line=3,title=Oh%3A no::a%0Ab');
  });

  it('gives every text back as GitHub reads it, and stays one command in one line', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom('error', 'warning', 'notice'), (title, message, level) => {
        const line = writeAnnotation({ level, title, message, line: 7 }, '/repo');
        expect(line).not.toMatch(/[\r\n]/);
        expect(readCommand(line)).toEqual({ command: level, properties: { line: '7', title }, data: message });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('text in a summary', () => {
  it('has nothing left that Markdown or HTML would take for its own', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(plainMarkdown(given).replaceAll(/&#\d+;/g, '')).not.toMatch(/[\r\n|<>[\]*`\\]/);
      }),
    );
  });

  it('cannot end the fence that it stands in', () => {
    const lines = fenced(['a', '```', '````text', 'b\n`````']);
    expect(lines[0]).toBe('``````text');
    expect(lines.filter((line) => line.startsWith('``````'))).toHaveLength(2);
  });
});
