import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../../main/cli/lines.ts';
import { run } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-expr-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileWith = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

describe('expr check', () => {
  it('gives the normal form, what is read and how it departs from the public engine', async () => {
    const { exit, stdout } = await run(['expr', 'check', '--json', 'net.dst.ip in $a-b and net.dst.port == "22"']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      normal: 'net.dst.ip in $a-b and net.dst.port == 22',
      reads: ['net.dst.ip', 'net.dst.port'],
      lists: ['a-b'],
      warnings: [
        { code: 'list-name', message: expect.any(String), line: 1, column: 15, length: 4 },
        { code: 'quoted-number', message: expect.any(String), line: 1, column: 40, length: 4 },
      ],
    });
  });

  it('shows the place of a fault with carets and a hint, and exits 2', async () => {
    const { exit, stdout, stderr } = await run(['expr', 'check', 'net.dst.port == 1 and net.dst.prot == 2']);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toBe(`1:23: unknown field "net.dst.prot"
net.dst.port == 1 and net.dst.prot == 2
                      ^^^^^^^^^^^^
hint: did you mean net.dst.port?
`);
  });

  it('has all of it in one error document with --json', async () => {
    const { exit, stdout } = await run(['expr', 'check', '--json', 'net.sni.host matches "a(?=b)"']);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'syntax',
        message: 'regular expression: look-around is not supported',
        hint: expect.any(String),
        line: 1,
        column: 24,
        length: 3,
        source: 'net.sni.host matches "a(?=b)"',
        caret: '                       ^^^',
      },
    });
  });

  it.each([
    ['l4', 'http.request.host == "a"'],
    ['identity', 'net.dst.port == 1'],
    ['device_posture', 'identity.email == "a"'],
  ])('knows which fields %s may name', async (kind, expression) => {
    expect((await run(['expr', 'check', '--kind', kind, expression])).exit).toBe(2);
    expect((await run(['expr', 'check', expression])).exit).toBe(0);
  });

  it('refuses quirks when strict', async () => {
    const quirk = 'net.dst.port == "22"';
    expect((await run(['expr', 'check', '--lenient', quirk])).exit).toBe(0);
    expect((await run(['expr', 'check', '--strict', quirk])).exit).toBe(2);
    expect((await run(['expr', 'check', '--strict', '--lenient', quirk])).stderr).toContain('cannot be used with');
  });

  it('reads stdin for -', async () => {
    const { exit, stdout } = await run(['expr', 'check', '-', '--json'], undefined, 'net.dst.port ==\n  443\n');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ normal: 'net.dst.port == 443' });
  });
});

describe('expr eval', () => {
  it('tells the value and what each condition came to', async () => {
    const context = await fileWith('context.json', '{"net.dst.port": 443, "net.dst.ip": "10.0.0.1"}');
    const lists = await fileWith('lists.json', '{"servers": ["10.0.0.0/24"]}');
    const args = ['expr', 'eval', '--context', context, '--lists', lists];
    const { exit, stdout } = await run([...args, 'net.dst.ip in $servers and net.dst.port == 80', '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      value: false,
      conditions: [
        { text: 'net.dst.ip in $servers', value: true, actual: '10.0.0.1' },
        { text: 'net.dst.port == 80', value: false, actual: '443' },
      ],
      warnings: [],
    });
    expect((await run([...args, 'access.target'])).stdout).toBe('false\n\n  false  access.target  no value\n');
  });

  it.each([
    ['{"net.dst.port": "x"}', 'net.dst.port: expected Int'],
    ['{"net.dst.port"', 'is no JSON'],
  ])('says what is wrong with the context %s', async (text, said) => {
    const context = await fileWith('bad.json', text);
    const { exit, stdout } = await run(['expr', 'eval', '--context', context, 'net.dst.port == 1', '--json']);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout).error.message).toContain(said);
    expect(JSON.parse(stdout).error.message).toContain(context);
  });
});

describe('expr batch', () => {
  const lines = [
    '{"id": "a", "expression": "net.dst.port == 1", "context": {"net.dst.port": 1}}',
    '{"id": "b", "expression"',
    '',
    '{"id": "c", "expression": "net.dst.port == \\"1\\""}',
  ];

  it('answers line by line, in order, and goes on behind a broken one', async () => {
    const { exit, stdout, stderr } = await run(['expr', 'batch', await fileWith('cases.jsonl', lines.join('\r\n'))]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { id: 'a', ok: true, value: true },
      {
        id: null,
        ok: false,
        error: {
          code: 'bad-json',
          message: expect.stringContaining('line 2 of the file'),
          line: 1,
          column: 1,
          length: 0,
        },
      },
      { id: 'c', ok: true, value: null },
    ]);
  });

  it('takes stdin, and only what the public engine takes when strict', async () => {
    const { stdout } = await run(['expr', 'batch', '--strict', '-'], undefined, `${lines[3]}\n`);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'c', ok: false });
  });

  it('exits 2 for a file that is not there', async () => {
    const { exit, stderr } = await run(['expr', 'batch', join(folder, 'nothing.jsonl')]);
    expect(exit).toBe(2);
    expect(stderr).toContain('there is no such file');
  });
});

describe('lines of a text', () => {
  const collect = async (...pieces: (string | Buffer)[]) => {
    const lines: string[] = [];
    for await (const line of linesOf(
      (async function* () {
        yield* pieces;
      })(),
    ))
      lines.push(...line);
    return lines;
  };

  it('come whole, wherever the pieces end', async () => {
    await expect(collect('a', 'b\nc', '\n', '\nd')).resolves.toEqual(['ab', 'c', '', 'd']);
    await expect(collect('a\n')).resolves.toEqual(['a']);
    const bytes = Buffer.from('ä\n€');
    await expect(collect(bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4))).resolves.toEqual(['ä', '€']);
  });

  it('end at line feeds only, as JSON has it', async () => {
    await expect(collect('"\u2028"\n"\r"')).resolves.toEqual(['"\u2028"', '"\r"']);
  });
});
