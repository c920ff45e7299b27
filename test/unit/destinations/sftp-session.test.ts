import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryFiles, type MemoryFiles } from '../../../main/destinations/sftp/memory-files.ts';
import { createSftpSession, type SftpSession } from '../../../main/destinations/sftp/sftp-session.ts';

const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const string = (value: string | Buffer) =>
  Buffer.concat([number(Buffer.from(value as string).length), Buffer.from(value as string)]);
const packet = (type: number, ...fields: readonly Buffer[]) => Buffer.concat([Buffer.from([type]), ...fields]);
const begin = packet(1, number(3));

function start(files: MemoryFiles = createMemoryFiles(() => 0)): SftpSession {
  const session = createSftpSession(files, () => undefined);
  session.answer(begin);
  return session;
}

/** Bytes of everything that is there. */
function weigh(files: MemoryFiles, path = '/'): number {
  return files.list(path).reduce((sum, { name, facts }) => {
    if (name === '.' || name === '..') return sum;
    return sum + (facts.mode & 0o040000 ? weigh(files, `${path}/${name}`) : facts.size);
  }, 0);
}

const readStatus = (answer: Buffer) => (answer[4] === 101 ? answer.readUInt32BE(9) : undefined);

it('takes no packet before the first, and the first only once', () => {
  const session = createSftpSession(
    createMemoryFiles(() => 0),
    () => undefined,
  );
  expect(() => session.answer(packet(17, number(1), string('/')))).toThrow(RangeError);
  expect(session.answer(begin).subarray(4, 9)).toEqual(Buffer.from([2, 0, 0, 0, 3]));
  expect(() => session.answer(begin)).toThrow(RangeError);
});

it('fills what was skipped with zeros, also after a file was made shorter', () => {
  const files = createMemoryFiles(() => 0);
  const file = files.open('a', { create: true, exclusive: false, truncate: false });
  file.write(0, Buffer.from('abcdef'));
  file.change({ size: 2 });
  file.write(4, Buffer.from('z'));
  expect(file.read(0, 100)).toEqual(Buffer.from('ab\0\0z'));
});

it('counts what every file holds, and gives room back when one is removed while it is open', () => {
  const files = createMemoryFiles(() => 0);
  const long = Buffer.alloc(16 * 1024 * 1024 - 4096);
  for (let round = 0; round < 5; round++) {
    const file = files.open('a', { create: true, exclusive: true, truncate: false });
    file.write(0, long);
    expect(() => file.write(long.length, Buffer.alloc(4096))).toThrow('are full');
    files.remove('a');
    expect(file.read(0, 1)).toHaveLength(0);
    expect(() => file.write(0, Buffer.from('x'))).toThrow('no such file');
  }
});

it('keeps a folder out of itself, and the folder that it begins in', () => {
  const files = createMemoryFiles(() => 0);
  files.makeFolder('a');
  files.makeFolder('a/b');
  expect(() => files.rename('a', 'a/b/c')).toThrow('into itself');
  expect(() => files.rename('/home', '/other')).toThrow('stays');
  expect(() => files.rename('/', '/other')).toThrow();
  expect(() => files.removeFolder('a')).toThrow('not empty');
  files.rename('a', '/tmp/a');
  expect(files.list('/tmp/a').map(({ name }) => name)).toEqual(['.', '..', 'b']);
});

it('opens 64 files at most in one session, and opens more once some are closed', () => {
  const session = start();
  const open = () => session.answer(packet(3, number(1), string('readme.txt'), number(1), number(0)));
  for (let opened = 0; opened < 64; opened++) expect(open()[4]).toBe(102);
  expect(readStatus(open())).toBe(4);
  expect(readStatus(session.answer(packet(4, number(1), string(number(1)))))).toBe(0);
  expect(open()[4]).toBe(102);
});

it('outlives 2,000 conversations of random requests, handles and offsets within its room', { timeout: 60_000 }, () => {
  const name = fc.constantFrom('a', 'b', '/tmp/c', '..', '/', '', 'a/b', 'readme.txt', '/home', '\0', 'x'.repeat(300));
  const handle = fc.oneof(
    fc.nat({ max: 8 }).map(number),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  );
  const far = fc.constantFrom(0, 1, 1000, 65_536, 16 * 1024 * 1024 - 1, 2 ** 31, 2 ** 32 - 1);
  const high = fc.constantFrom(0, 0, 0, 1, 2 ** 32 - 1);
  const attributes = fc
    .tuple(fc.nat({ max: 15 }), high, far, far)
    .map(([flags, top, low, other]) =>
      Buffer.concat([
        number(flags),
        ...(flags & 1 ? [number(top), number(low)] : []),
        ...(flags & 2 ? [number(other), number(other)] : []),
        ...(flags & 4 ? [number(other)] : []),
        ...(flags & 8 ? [number(other), number(low)] : []),
      ]),
    );
  const id = number(7);
  const request = fc.oneof(
    fc
      .tuple(name, fc.nat({ max: 63 }), attributes)
      .map(([path, flags, also]) => packet(3, id, string(path), number(flags), also)),
    fc.tuple(fc.constantFrom(4, 8, 12), handle).map(([type, of]) => packet(type, id, string(of))),
    fc
      .tuple(handle, high, far, far)
      .map(([of, top, low, length]) => packet(5, id, string(of), number(top), number(low), number(length))),
    fc
      .tuple(handle, high, far, fc.nat({ max: 70_000 }))
      .map(([of, top, low, length]) =>
        packet(6, id, string(of), number(top), number(low), string(Buffer.alloc(length, 1))),
      ),
    fc.tuple(fc.constantFrom(7, 11, 13, 15, 16, 17, 19), name).map(([type, path]) => packet(type, id, string(path))),
    fc
      .tuple(fc.constantFrom(9, 14), name, attributes)
      .map(([type, path, also]) => packet(type, id, string(path), also)),
    fc.tuple(handle, attributes).map(([of, also]) => packet(10, id, string(of), also)),
    fc.tuple(fc.constantFrom(18, 20), name, name).map(([type, from, to]) => packet(type, id, string(from), string(to))),
    fc
      .tuple(name, name)
      .map(([from, to]) => packet(200, id, string('posix-rename@openssh.com'), string(from), string(to))),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  const shared = createMemoryFiles(() => 0);
  fc.assert(
    fc.property(fc.array(request, { maxLength: 25 }), (requests) => {
      const session = start(shared);
      for (const each of requests) {
        let answer: Buffer;
        try {
          answer = session.answer(each);
        } catch (fault) {
          expect(fault).toBeInstanceOf(RangeError);
          break;
        }
        expect(answer.readUInt32BE()).toBe(answer.length - 4);
        expect(answer.length).toBeLessThan(70_000);
      }
      expect(weigh(shared)).toBeLessThanOrEqual(16 * 1024 * 1024);
    }),
    { numRuns: 2000 },
  );
});
