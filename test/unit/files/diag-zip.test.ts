import { describe, expect, it } from 'vitest';
import { readDiagZip } from '../../../main/files/diag-zip.ts';
import { diagFiles, diagName, zipOf } from '../../support/diag.ts';

const read = (bytes: Buffer) => readDiagZip({ bytes }, diagName);
const why = (bytes: Buffer) =>
  read(bytes).then(
    () => 'it was read',
    (fault: Error) => fault.message,
  );
const ok = 'Ok(Connected)\n';

describe('the zip of a warp-diag', () => {
  it('gives the texts of the files that are known, and the names of the others', async () => {
    const { files, others } = await read(zipOf());
    expect(files.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(diagFiles)
        .filter((name) => !['hostname.txt', 'daemon.log', 'unheard-of.bin'].includes(name))
        .toSorted(),
    );
    expect(others).toContainEqual({ file: 'daemon.log', why: 'contents-unknown' });
    expect(files.find(({ name }) => name === 'warp-settings.txt')?.text).toBe(diagFiles['warp-settings.txt']);
  });

  it('may be stored as it is, and lie in a folder of its own', async () => {
    const { files } = await read(zipOf({ 'diag/warp-status.txt': [Buffer.from(ok), { level: 0 }] }));
    expect(files).toEqual([{ name: 'warp-status.txt', text: ok }]);
  });

  it('counts of two files of one name the one that lies less deep', async () => {
    const { files, others } = await read(zipOf({ 'old/warp-status.txt': 'Ok(Disconnected)', 'warp-status.txt': ok }));
    expect(files).toEqual([{ name: 'warp-status.txt', text: ok }]);
    expect(others).toEqual([{ file: 'old/warp-status.txt', why: 'unknown-file' }]);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(ok)])],
    ['UTF-16 as Windows writes it', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ok, 'utf16le')])],
    ['UTF-16 without a mark', Buffer.from(ok, 'utf16le')],
    ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(ok, 'utf16le').swap16()])],
    ['the line ends of Windows', Buffer.from(ok.replace('\n', '\r\n'))],
  ])('is read in %s', async (_name, bytes) => {
    expect((await read(zipOf({ 'warp-status.txt': bytes }))).files).toEqual([{ name: 'warp-status.txt', text: ok }]);
  });

  it('holds no text where there are bytes', async () => {
    const { files, others } = await read(zipOf({ 'warp-status.txt': Buffer.from([1, 0, 0, 2, 3, 0, 7]) }));
    expect({ files, others }).toEqual({ files: [], others: [{ file: 'warp-status.txt', why: 'not-text' }] });
  });
});

describe('a zip that can’t be trusted is refused, with the place and what to do:', () => {
  it.each([
    ['an absolute path', '/etc/warp-status.txt'],
    ['a drive', 'C:/warp-status.txt'],
    ['a way out', 'a/../../warp-status.txt'],
    ['a backslash', '..\\warp-status.txt'],
  ])('%s', async (_name, path) => {
    expect(await why(zipOf({ [path]: ok }))).toBe(
      `${diagName}: ${path} in it would lie outside the folder it is unpacked to (a warp-diag has nothing of the kind: ask for a new one)`,
    );
  });

  it('a link', async () => {
    const link = [Buffer.from('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] as const;
    expect(await why(zipOf({ 'warp-status.txt': [link[0], link[1]] }))).toContain('warp-status.txt in it is a link');
  });

  it('one name twice, in whatever case', async () => {
    expect(await why(zipOf({ 'warp-status.txt': ok, 'WARP-STATUS.TXT': ok }))).toContain(
      'it holds WARP-STATUS.TXT twice',
    );
  });

  it('an encrypted file', async () => {
    const bytes = zipOf({ 'warp-status.txt': ok });
    const central = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8);
    expect(await why(bytes)).toContain('is encrypted (unpack it with its password and give the folder)');
  });

  it('more files than any warp-diag has', async () => {
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`f${index}`, '']));
    expect(await why(zipOf(many))).toContain('it holds more than 2,000 files');
  });

  it('a file that says how large it unfolds', async () => {
    expect(await why(zipOf({ 'warp-settings.txt': Buffer.alloc(5_000_000) }))).toContain(
      'warp-settings.txt unfolds to more than is read of a warp-diag: 4 MB of one file, 16 MB in all',
    );
  });

  it('a file that lies about it', async () => {
    const bytes = zipOf({ 'warp-settings.txt': Buffer.alloc(12_000_000) });
    expect(bytes.length).toBeLessThan(100_000);
    const central = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    bytes.writeUInt32LE(100, central + 24);
    const before = process.memoryUsage().arrayBuffers;
    expect(await why(bytes)).toContain('unfolds to more than is read');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
  });

  it('files that are too much together', async () => {
    const large = Buffer.alloc(3_900_000, 'a');
    const names = ['warp-settings.txt', 'warp-status.txt', 'warp-account.txt', 'version.txt', 'platform.txt'];
    expect(await why(zipOf(Object.fromEntries(names.map((name) => [name, large]))))).toContain('16 MB in all');
  });

  it('a damaged file', async () => {
    const bytes = zipOf({ 'warp-status.txt': [Buffer.from(ok), { level: 0 }] });
    bytes[bytes.indexOf('Connected')] = 0x63;
    expect(await why(bytes)).toContain('warp-status.txt in it is damaged (copy the zip anew');
  });

  it('half of it', async () => {
    const bytes = zipOf();
    expect(await why(bytes.subarray(0, bytes.length / 2))).toContain('it is no zip, or a part of it is missing');
  });

  it('something else', async () => {
    expect(await why(Buffer.from('not a zip at all'))).toContain('it is no zip');
    expect(await why(Buffer.alloc(0))).toContain('it is no zip');
  });
});
