import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { obtainRuntime, usualLimits } from '../../scripts/lib/electron-runtime.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** A ZIP file of stored entries, as small as can be. */
function zip(entries: Record<string, string>): Buffer {
  const files = Object.entries(entries).map(([name, text]) => ({ name: Buffer.from(name), data: Buffer.from(text) }));
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, data } of files) {
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(Buffer.concat(parts).length, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), facts, tail, name);
    parts.push(Buffer.from('PK\x03\x04'), facts, name, data);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(Buffer.concat(parts).length, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const version = '45.4.1';
const artifact = `electron-v${version}-linux-x64.zip`;
const archive = zip({ electron: 'a program', version });

let folder: string;
let electronDir: string;
let asked: number;
let mirror: ReturnType<typeof createServer>;
let answer: RequestListener;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'start-test-'));
  electronDir = join(folder, 'node_modules/electron');
  mkdirSync(electronDir, { recursive: true });
  cpSync(inRoot('node_modules/electron/install.js'), join(electronDir, 'install.js'));
  writeFileSync(join(electronDir, 'package.json'), JSON.stringify({ name: 'electron', version }));
  const checksums = { [artifact]: createHash('sha256').update(archive).digest('hex') };
  writeFileSync(join(electronDir, 'checksums.json'), JSON.stringify(checksums));
  for (const scope of ['@electron', '@electron-internal']) {
    symlinkSync(inRoot(`node_modules/${scope}`), join(folder, 'node_modules', scope), 'junction');
  }
  asked = 0;
  mirror = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  mirror.closeAllConnections();
  mirror.close();
  rmSync(folder, { recursive: true, force: true });
});

const limits = { ...usualLimits, firstByteMs: 1000, stallMs: 1000 };

/** Electron's installer knows no mirror but ours. */
function obtain(
  options: { limits?: typeof limits; force?: boolean } = {},
): Promise<{ path?: string; reason?: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/electron|proxy|npm_/i.test(name)));
  return obtainRuntime({
    electronDir,
    attemptFile: join(folder, 'cache/attempt.json'),
    env: {
      ...env,
      ELECTRON_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`,
      ELECTRON_INSTALL_PLATFORM: 'linux',
      ELECTRON_INSTALL_ARCH: 'x64',
      electron_config_cache: join(folder, 'downloads'),
    },
    limits,
    ...options,
  });
}

const notFound: RequestListener = (_request, response) => response.writeHead(404).end('nothing here');

describe("Electron's runtime", () => {
  it('is downloaded, checked and unpacked', async () => {
    answer = (_request, response) => response.end(archive);
    expect(await obtain()).toEqual({ path: join(electronDir, 'dist/electron') });
    expect(existsSync(join(electronDir, 'dist/electron'))).toBe(true);
    await obtain();
    expect(asked).toBe(1);
  });

  it('takes as long as bytes keep coming', async () => {
    answer = (_request, response) => {
      let sent = 0;
      const piece = Math.ceil(archive.length / 12);
      const timer = setInterval(() => {
        response.write(archive.subarray(sent, sent + piece));
        sent += piece;
        if (sent < archive.length) return;
        clearInterval(timer);
        response.end();
      }, 120);
    };
    expect(await obtain()).toHaveProperty('path');
  });

  it('is given up when the server never answers', async () => {
    answer = () => {};
    expect(await obtain()).toEqual({ reason: 'no answer for 1 s' });
  });

  it('is given up when the download stops half-way, and leaves no piece behind', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, 20));
    };
    expect(await obtain()).toEqual({ reason: 'the download stood still for 1 s after 1 kB' });
    expect(existsSync(join(folder, 'downloads'))).toBe(false);
    expect(readdirSync(electronDir).sort()).toEqual(['checksums.json', 'install.js', 'package.json']);
  });

  it('is given up at once when the server has none', async () => {
    answer = notFound;
    expect(await obtain()).toEqual({ reason: 'the server answered 404' });
  });

  it('is given up at once when nothing listens there', async () => {
    const closed = await new Promise<AddressInfo>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address() as AddressInfo;
        server.close(() => resolve(address));
      });
    });
    mirror.address = () => closed;
    expect(await obtain()).toEqual({ reason: 'the connection was refused' });
  });

  it('is not unpacked when it was tampered with', async () => {
    answer = (_request, response) => response.end(zip({ electron: 'another program', version }));
    const { path, reason } = await obtain();
    expect(path).toBeUndefined();
    expect(reason).toMatch(/checksum/i);
    expect(existsSync(join(electronDir, 'dist'))).toBe(false);
  });
});

describe('after a failure', () => {
  beforeEach(async () => {
    answer = notFound;
    await obtain();
    answer = (_request, response) => response.end(archive);
  });

  it('it is not tried again within a day, and the reason is remembered', async () => {
    expect(await obtain()).toEqual({ reason: 'the server answered 404; next try in 24 h' });
    expect(asked).toBe(1);
  });

  it('it is tried again after a day', async () => {
    expect(await obtain({ limits: { ...limits, retryAfterMs: 0 } })).toHaveProperty('path');
  });

  it('it is tried again when asked for by name', async () => {
    expect(await obtain({ force: true })).toHaveProperty('path');
  });
});
