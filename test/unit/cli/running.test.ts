import { describe, expect, it } from 'vitest';
import type { Handlers, ResultOf } from '../../../app/bridge/contract.ts';
import { DecodeError, Refusal } from '../../../app/errors.ts';
import { run } from './run.ts';
import { allowed, inspection, refused } from './samples.ts';

const refusing = (code: string) => async () => {
  throw new Refusal(code, 'That can not be done now.');
};

describe('visit', () => {
  const visiting = (explanation: typeof refused): Partial<Handlers> => ({
    visit: async ({ url }) => ({ url, answered: false, seen: 'no byte for 30 s', explanation }),
  });

  it('prints the verdict with its reasons and what to do, and exits 1 when refused', async () => {
    const { exit, stdout } = await run(['visit', 'https://wiki.corp.internal'], visiting(refused));
    expect(exit).toBe(1);
    expect(stdout).toBe(`⊘ wiki.corp.internal is refused: the session expired.
The program saw: no byte for 30 s
The one notice of this session was posted.

Why
  · The client is connected.
  · The session check failed.

At the device: Open Preferences › Account.
For support: Read the age and the limit.
`);
  });

  it('has the verdict at the top of its JSON, and exits 1 all the same', async () => {
    const { exit, stdout, stderr } = await run(['visit', 'tcp://10.1.2.3:22', '--json'], visiting(refused));
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      url: 'tcp://10.1.2.3:22',
      outcome: 'refused',
      class: 'session',
      policy: { id: 'p1', name: 'Private range, weekly' },
      explanation: { summary: expect.any(String) },
    });
    expect(stderr).toContain('⊘ wiki.corp.internal is refused');
  });

  it('exits 0 when it answers, and gives no advice', async () => {
    const { exit, stdout } = await run(['visit', 'http://wiki.corp.internal'], visiting(allowed));
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^● wiki.corp.internal answers\.\n/);
    expect(stdout).not.toContain('For support');
  });

  it('exits 1 and gives advice when it goes past the tunnel and gets nowhere', async () => {
    const verdict = {
      ...refused.verdict,
      outcome: 'bypassed' as const,
      class: 'disconnected',
      notice: 'none' as const,
    };
    const { exit, stdout } = await run(['visit', 'http://wiki.corp.internal'], visiting({ ...refused, verdict }));
    expect(exit).toBe(1);
    expect(stdout).toContain('At the device: Open Preferences › Account.');
  });

  it('exits 2 for an address that the emulator does not understand', async () => {
    const refuse = async () => {
      throw new DecodeError([{ path: 'url', message: 'is no URL' }]);
    };
    const { exit, stdout } = await run(['visit', 'wiki', '--json'], { visit: refuse });
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'bad-input', message: 'url: is no URL', path: 'url' } });
  });
});

describe('resolve', () => {
  it('asks for A unless told, and prints what came back', async () => {
    const resolve: Handlers['resolve'] = async ({ name, type = '' }) => {
      return { name, type, status: 'NOERROR', answers: ['10.1.2.3'], explanation: allowed };
    };
    const { exit, stdout } = await run(['resolve', 'wiki.corp.internal'], { resolve });
    expect(exit).toBe(0);
    expect(stdout).toContain('The program saw: NOERROR, 10.1.2.3');
    const json = await run(['resolve', 'wiki.corp.internal', 'aaaa', '--json'], { resolve });
    expect(JSON.parse(json.stdout)).toMatchObject({ type: 'AAAA', outcome: 'allowed', answers: ['10.1.2.3'] });
  });
});

describe('ping', () => {
  it('tells what came back, and exits 1 when nothing did', async () => {
    const ping =
      (answered: boolean): Handlers['ping'] =>
      async ({ name }) => ({
        name,
        answered,
        seen: answered ? 'reply from 10.1.2.3' : 'request timed out',
        explanation: answered ? allowed : refused,
      });
    const reply = await run(['ping', 'wiki.corp.internal'], { ping: ping(true) });
    expect(reply).toMatchObject({ exit: 0, stdout: expect.stringContaining('The program saw: reply from 10.1.2.3') });
    const silence = await run(['ping', 'wiki.corp.internal', '--json'], { ping: ping(false) });
    expect(silence.exit).toBe(1);
    expect(JSON.parse(silence.stdout)).toMatchObject({ answered: false, class: 'session', name: 'wiki.corp.internal' });
  });
});

describe('inspect', () => {
  it('tells the sentence first, then what answers and until when', async () => {
    const { exit, stdout } = await run(['inspect'], { inspect: async () => inspection });
    expect(exit).toBe(0);
    expect(stdout).toBe(`The internal network is dead.

  Clock      Mon 9 Mar 2026 09:01:00, frozen
  Signed in  alice@example.com, 7 d 1 min ago (Mon 2 Mar 2026 09:00:00)
  Client     Connected, traffic-and-dns

Destinations
  ⊘  wiki     wiki.corp.internal     session
  ◐  hr       hr.corp.internal       9 min left
  ●  vault    vault.corp.internal    10 d 10 h left
  ○  printer  printer.corp.internal  not checked

Policies that are not followed
  Odd  "7d" is no duration

Notices
  Mon 9 Mar 2026 09:00:41  Private range, weekly  missed  mail to mail.corp.internal  12 refused since

Addresses
  ui     http://127.0.0.1:41000
  proxy  127.0.0.1:40000
`);
  });

  it('prints one document with --json and nothing else', async () => {
    const { stdout, stderr } = await run(['inspect', '--json'], { inspect: async () => inspection });
    expect(JSON.parse(stdout)).toEqual(inspection);
    expect(stderr).toBe('');
  });
});

describe('status', () => {
  it('tells what the real tool tells', async () => {
    const status = async () => ({ status: 'Disconnected', reason: 'Manual Disconnection' });
    const { stdout } = await run(['status'], { status });
    expect(stdout).toBe('Status update: Disconnected\nReason: Manual Disconnection\n');
  });
});

describe('clock', () => {
  const asked: [string, unknown][] = [];
  const record =
    (method: string) =>
    async (params: unknown): Promise<ResultOf<'clock.show'>> => {
      asked.push([method, params]);
      return {
        now: '2026-03-09T09:00:00Z',
        mode: 'following',
        speed: 60,
        next: { at: '2026-03-09T10:00:00Z', what: 'HR expires' },
      };
    };
  const clock: Partial<Handlers> = {
    inspect: async () => inspection,
    'clock.show': record('show'),
    'clock.advance': record('advance'),
    'clock.to': record('to'),
    'clock.next': record('next'),
    'clock.freeze': record('freeze'),
    'clock.follow': record('follow'),
  };

  it.each([
    ['show', 'show', {}],
    ['advance 6d23h', 'advance', { by: 601_200_000 }],
    ['to 2026-03-09T09:00:00Z', 'to', { at: Date.parse('2026-03-09T09:00:00Z') }],
    ['to +167h59m', 'to', { at: Date.parse('2026-03-09T08:59:00Z') }],
    ['next', 'next', {}],
    ['next --before 30s', 'next', { before: 30_000 }],
    ['freeze', 'freeze', {}],
    ['follow', 'follow', {}],
    ['follow --speed 3600', 'follow', { speed: 3600 }],
  ])('%s moves it', async (line, method, params) => {
    asked.length = 0;
    const { exit, stdout } = await run(['clock', ...line.split(' ')], clock);
    expect({ exit, asked }).toEqual({ exit: 0, asked: [[method, params]] });
    expect(stdout).toBe('Mon 9 Mar 2026 09:00:00, following at 60×\nNext: HR expires, Mon 9 Mar 2026 10:00:00\n');
  });

  it('can not count from a sign-in that is not there', async () => {
    const { session: _, ...nobody } = inspection;
    const { exit, stderr } = await run(['clock', 'to', '+1h'], { ...clock, inspect: async () => nobody });
    expect(exit).toBe(1);
    expect(stderr).toContain('Nobody is signed in');
  });

  it('passes on why it does not move', async () => {
    const { exit, stdout } = await run(['clock', 'advance', '1h', '--json'], { 'clock.advance': refusing('asleep') });
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'asleep', message: 'That can not be done now.' } });
  });
});

describe('reauth', () => {
  const ending = (outcome: 'completed' | 'refused' | 'abandoned'): Partial<Handlers> => {
    const answers = ['open', 'open', outcome] as const;
    let asked = 0;
    return {
      'reauth.start': async ({ open }) => ({ url: `http://127.0.0.1:1/${open}`, reauthId: 'r1' }),
      'reauth.wait': async () => {
        asked += 1;
        return { outcome: answers[asked - 1] ?? outcome, text: `It was ${outcome}.` };
      },
    };
  };

  it('opens the browser, names the address and waits for the end', async () => {
    const { exit, stdout } = await run(['reauth'], ending('completed'));
    expect(exit).toBe(0);
    expect(stdout).toContain('http://127.0.0.1:1/true\n');
    expect(stdout).toMatch(/It was completed\.\n$/);
  });

  it.each(['refused', 'abandoned'] as const)('exits 1 when it is %s', async (outcome) => {
    const { exit, stdout, stderr } = await run(['reauth', '--json'], ending(outcome));
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ outcome, text: `It was ${outcome}.` });
    expect(stderr).toContain('Sign in in the browser');
  });

  it('exits 1 as soon as the emulator knows that its page will never load', async () => {
    const loop = { outcome: 'loop', text: 'The sign-in page does not load.' } as const;
    const { exit, stdout } = await run(['reauth'], {
      'reauth.start': async () => ({ url: 'http://127.0.0.1:1/auth', reauthId: 'r1' }),
      'reauth.wait': async () => loop,
    });
    expect(exit).toBe(1);
    expect(stdout).toContain(loop.text);
  });

  it('cancels the sign-in that it can not walk', async () => {
    let cancelled = 0;
    const cancel = async () => {
      cancelled += 1;
      return {};
    };
    const { exit } = await run(['reauth', '--as', 'alice@example.com'], {
      ...ending('abandoned'),
      'reauth.cancel': cancel,
    });
    expect({ exit, cancelled }).toEqual({ exit: 1, cancelled: 1 });
  });
});

describe('notices', () => {
  it('lists each with its fate', async () => {
    const { stdout } = await run(['notices'], { notices: async () => inspection.notices });
    expect(stdout).toContain('Private range, weekly  missed  mail to mail.corp.internal  12 refused since');
  });

  it('says that none came due', async () => {
    const { stdout } = await run(['notices'], { notices: async () => [] });
    expect(stdout).toBe('No notice has come due.\n');
  });

  it('are clicked and dismissed', async () => {
    const click = async ({ open }: { open: boolean }) => ({ url: `http://127.0.0.1:1/${open}`, reauthId: 'r1' });
    const clicked = await run(['notice', 'click', '--json'], { 'notice.click': click });
    expect(JSON.parse(clicked.stdout)).toEqual({ url: 'http://127.0.0.1:1/true', reauthId: 'r1' });
    const dismissed = await run(['notice', 'dismiss'], { 'notice.dismiss': async () => ({}) });
    expect(dismissed).toMatchObject({ exit: 0, stdout: expect.stringContaining('Dismissed.') });
  });

  it('exit 1 when there is none to act on', async () => {
    const { exit, stderr } = await run(['notice', 'dismiss'], { 'notice.dismiss': refusing('no-notice') });
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: 'That can not be done now.\n' });
  });
});

describe('open', () => {
  it('prints the fresh address alone', async () => {
    const { stdout } = await run(['open'], { open: async ({ launch }) => ({ url: `http://127.0.0.1:1/${launch}` }) });
    expect(stdout).toBe('http://127.0.0.1:1/undefined\n');
  });
});
