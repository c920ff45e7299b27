import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeDirectory } from '../../support/host.ts';
import { buildProgram, ChildProgram } from '../storage/child-program.ts';
import { openHouse } from './house.ts';

let program = '';
beforeAll(async () => {
  const built = await buildProgram(new URL('crash-program.ts', import.meta.url));
  program = built.file;
  return built.remove;
});

describe.each(['exception', 'rejection'])('a host that dies of an uncaught %s', (how) => {
  it('leaves a report with version and log, offers it at the next start, and loses nothing', async () => {
    const dataDirectory = makeDirectory();
    onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }));
    const child = new ChildProgram(program, [dataDirectory, how]);
    onTestFinished(() => child.kill());
    let index = 0;
    while (!(await child.lineAt(index))?.startsWith('Press')) index += 1;
    const { token } = JSON.parse(readFileSync(join(dataDirectory, 'host.json'), 'utf8'));
    child.tell('now');
    const complaint = (await child.lineAt(index + 1)) ?? '';
    expect(complaint).toMatch(
      /^complaint: The emulator crashed \(no answer from .*\)\. The report is kept as .*\. Start it again\.$/,
    );
    await child.finish();
    expect(child.exitCode).toBe(1);

    const file = /kept as (.*\.json)\. Start/.exec(complaint)?.[1] ?? '';
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const report = readFileSync(file, 'utf8');
    expect(JSON.parse(report)).toMatchObject({
      ...{
        product: 'WARP Session Emulator',
        version,
        where: how === 'exception' ? 'uncaughtException' : 'unhandledRejection',
      },
      fault: { name: 'TypeError', stack: expect.stringContaining('program.mjs') },
      log: expect.any(Array),
    });
    for (const secret of ['abcdefgh12345678', token]) expect(report).not.toContain(secret);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);

    const house = await openHouse({ dataDirectory });
    onTestFinished(() => house.host.stop());
    const offered = async () => (await house.call('snapshot')).remarks.filter((remark) => remark.includes('crashed'));
    expect(await offered()).toEqual([
      expect.stringMatching(/^It crashed on \d{4}-\d\d-\d\d at \d\d:\d\d UTC\. A report is kept; see Settings\.$/),
    ]);
    const [shown] = (await house.call('host.show')).crashes;
    expect(shown).toMatchObject({ file: basename(file), text: report });
    expect(await house.refusal('host.discard-crash', { file: '../preferences.json' })).toMatchObject({
      code: 'no-such-report',
    });
    await house.call('host.discard-crash', { file: shown?.file ?? '' });
    expect((await house.call('host.show')).crashes).toEqual([]);
    expect(await offered()).toEqual([]);
    expect((await house.call('status')).status).toBe('Connected');
    expect(readFileSync(join(dataDirectory, 'lock'), 'utf8')).toContain(String(house.host.process.pid));
  });
});
