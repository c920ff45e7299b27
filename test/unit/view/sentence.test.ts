import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../app/view/sentence.ts';
import type { Snapshot, SnapshotDestination } from '../../../app/view/snapshot-shape.ts';
import { isDead, standingOf } from '../../../app/view/standing.ts';
import { destination, expiresAt, notice, publicDestination, signedInAt, snapshotAt } from './fixtures.ts';

const minute = 60_000;
const listed = (...items: SnapshotDestination[]) => ({ destinations: { total: items.length, items } });
const dead = (over: Partial<Snapshot> = {}) => snapshotAt(expiresAt + minute, over);
const say = (snapshot: Snapshot, now = snapshot.clock.now) => sentenceOf(snapshot, now).text;
const acts = (snapshot: Snapshot) => sentenceOf(snapshot, snapshot.clock.now).acts.map((act) => act.do);
const noNames = { names: [] };

describe('the sentence while everything answers', () => {
  it('says so, and what expires first', () => {
    const snapshot = snapshotAt(expiresAt - 42 * minute);
    expect(say(snapshot)).toBe(
      'Everything answers. The first thing to expire is the internal network, in 42 min, under “Private range, weekly”.',
    );
  });

  it('is calm early, and says soon when less than a tenth of the duration is left', () => {
    expect(sentenceOf(snapshotAt(signedInAt + minute), signedInAt + minute).tone).toBe('calm');
    expect(sentenceOf(snapshotAt(expiresAt - minute), expiresAt - minute).tone).toBe('soon');
  });

  it('offers to jump, but not back to a minute that has begun', () => {
    expect(acts(snapshotAt(signedInAt))).toEqual(['jump-past-expiry', 'jump-before-expiry', 'sign-in']);
    expect(acts(snapshotAt(expiresAt - 30_000))).toEqual(['jump-past-expiry', 'sign-in']);
  });

  it('leaves the minutes out while days are left', () => {
    expect(say(snapshotAt(expiresAt - (6 * 1440 + 5) * minute))).toContain('in 6 d 5 min');
    expect(say(snapshotAt(expiresAt - (6 * 1440 + 23 * 60 + 59) * minute))).toContain('in 6 d 23 h, under');
  });

  it('names one destination by its host and several by their number', () => {
    const one = listed(destination('hr', { expiresAt: signedInAt + 60 * minute }), destination('wiki'));
    expect(say(snapshotAt(signedInAt, one))).toContain('The first thing to expire is hr.corp.internal, in 1 h');
    const early = { expiresAt: signedInAt + 60 * minute };
    const two = listed(destination('hr', early), destination('pay', early), destination('wiki'));
    expect(say(snapshotAt(signedInAt, two))).toContain('The first to expire are 2 destinations, in 1 h');
  });

  it('says that nothing expires when no policy in use has a session check', () => {
    const snapshot = snapshotAt(signedInAt, { ...listed(publicDestination('help')), ...noNames });
    expect(say(snapshot)).toBe(
      'Everything answers. Nothing expires: no policy that is in use carries a session check.',
    );
  });

  it('says that there is nothing to visit yet', () => {
    expect(say(snapshotAt(signedInAt, { ...listed(), ...noNames }))).toMatch(/^There are no destinations yet\./);
  });
});

describe('the sentence after the expiry', () => {
  it('says what is dead, since when, under which policy, and what became of the notice', () => {
    expect(say(dead({ notices: { total: 1, items: [notice()] } }))).toBe(
      'The internal network is dead. The session expired 1 min ago under “Private range, weekly” ' +
        '(limit 7 d, age 7 d 1 min). That takes 14 of 16 destinations and all private names with it. ' +
        'One notice was posted at 09:00:41 and nobody was at the desk.',
    );
  });

  it('counts what runs out after the snapshot was taken', () => {
    const sentence = sentenceOf(snapshotAt(expiresAt - 1000), expiresAt);
    expect(sentence.tone).toBe('dead');
    expect(sentence.text).toContain('The session expired just now under');
    expect(sentence.text).toContain('14 of 16 destinations');
  });

  it('offers to try a destination while nobody has', () => {
    expect(say(dead())).toContain('Nobody has tried since, so no notice was posted yet.');
    expect(acts(dead())).toEqual(['show-where-to-click', 'sign-in', 'visit']);
    expect(acts(dead({ notices: { total: 1, items: [notice()] } }))).toEqual(['show-where-to-click', 'sign-in']);
  });

  it.each([
    ['do-not-disturb', 'do not disturb was on'],
    ['screen-locked', 'the screen was locked'],
    ['permission-denied', 'the client may not show notifications'],
    ['no-channel', 'this device has no place to show one'],
  ])('says why a notice was kept back: %s', (why, words) => {
    const items = [notice({ fate: 'suppressed', why })];
    expect(say(dead({ notices: { total: 1, items } }))).toContain(`was not shown: ${words}.`);
  });

  it.each([
    ['seen', 'was seen, and nobody has acted on it'],
    ['dismissed', 'was dismissed'],
    ['abandoned', 'was clicked, and the sign-in was given up'],
  ] as const)('tells the fate of a notice: %s', (fate, words) => {
    expect(say(dead({ notices: { total: 1, items: [notice({ fate })] } }))).toContain(`at 09:00:41 and ${words}.`);
  });

  it('leaves notices of an earlier sign-in out', () => {
    const items = [notice({ at: signedInAt - minute })];
    expect(say(dead({ notices: { total: 1, items } }))).toContain('Nobody has tried since');
  });

  it('says which part is dead when the rest answers', () => {
    const gone = { reachable: false, class: 'session' as const, expiresAt: signedInAt + minute };
    const one = snapshotAt(signedInAt + 2 * minute, listed(destination('hr', gone), destination('wiki')));
    expect(say(one)).toMatch(/^hr\.corp\.internal is dead\./);
    const items = [destination('hr', gone), destination('pay', gone), destination('wiki')];
    expect(say(snapshotAt(signedInAt + 2 * minute, listed(...items)))).toMatch(
      /^Part of the internal network is dead\..*That takes 2 of 3 destinations with it\./,
    );
  });

  it('says when only names died', () => {
    const names = [{ suffix: 'corp.internal', resolver: '10.0.0.53', answers: false, class: 'session' as const }];
    const snapshot = snapshotAt(signedInAt, { names, ...listed(publicDestination('help')) });
    expect(say(snapshot)).toMatch(/^Names below corp\.internal no longer resolve\./);
  });

  it('mentions connections that were opened earlier', () => {
    const flow = {
      id: 'f',
      destination: 'git',
      port: 22,
      openedAt: signedInAt,
      ageAtOpening: 0,
      lastActiveAt: signedInAt,
      keptBusy: true,
    };
    expect(say(dead({ flows: { total: 1, items: [flow] } }))).toContain('One connection opened earlier still runs.');
    expect(say(dead({ flows: { total: 2, items: [flow, flow] } }))).toContain(
      '2 connections opened earlier still run.',
    );
  });
});

describe('the sentence when the session is not the cause', () => {
  it('says that the client is disconnected and that the session has run out as well', () => {
    const snapshot = dead({ client: { ...dead().client, status: 'Disconnected' } });
    expect(say(snapshot)).toMatch(/^The client is disconnected\..*The session has run out as well, 1 min ago/);
    expect(acts(snapshot)).toEqual(['connect']);
  });

  it('says that the device is offline, asleep or not enrolled', () => {
    expect(say(snapshotAt(signedInAt, { device: { online: false, asleep: false, clockSkew: 0 } }))).toMatch(
      /^The device is offline\./,
    );
    expect(acts(snapshotAt(signedInAt, { device: { online: false, asleep: false, clockSkew: 0 } }))).toEqual([
      'go-online',
    ]);
    expect(say(snapshotAt(signedInAt, { device: { online: true, asleep: true, clockSkew: 0 } }))).toMatch(
      /^The device is asleep\./,
    );
    const { user: _user, session: _session, registration: _registration, ...strange } = snapshotAt(signedInAt);
    expect(say(strange)).toMatch(/^This device is not enrolled\./);
  });

  it('names a block and a dead server, and says that signing in will not help', () => {
    const blocked = destination('wiki', { reachable: false, class: 'block', policy: { id: 'b', name: 'No wiki' } });
    const down = destination('git', { reachable: false, class: 'origin' });
    const text = say(snapshotAt(signedInAt, { ...listed(blocked, down, destination('hr')), ...noNames }));
    expect(text).toMatch(/^2 of 3 destinations do not answer\./);
    expect(text).toContain('wiki.corp.internal does not answer: blocked by “No wiki”.');
    expect(text).toContain('git.corp.internal does not answer: the server itself is down.');
    expect(text).toContain('Signing in again will not change that.');
  });

  it('tells a sign-in that is open, and one that was refused', () => {
    const open = dead({ reauth: { id: 'r', startedAt: expiresAt, from: 'settings' } });
    expect(say(open)).toContain('A sign-in is open in the browser, for 1 min now.');
    expect(acts(open)).toEqual(['cancel-sign-in', 'visit']);
    const lastReauth = { at: expiresAt + 30_000, outcome: 'refused' as const, text: 'Signed in as bob.' };
    expect(say(dead({ lastReauth }))).toContain('The sign-in at 09:00:30 was refused, so the age stays.');
  });
});

describe('the sentence when it is about who signed in', () => {
  const { session, registration } = snapshotAt(signedInAt);
  const everythingRefused = (over: Partial<Snapshot>) =>
    snapshotAt(signedInAt + 5 * minute, {
      ...listed(
        destination('wiki', { reachable: false, class: 'session' }),
        destination('git', { reachable: false, class: 'session' }),
      ),
      ...noNames,
      ...over,
    });

  it('says that an administrator asked for a new sign-in, and not that anything expired', () => {
    if (!session) throw new Error('The fixture has a session.');
    const snapshot = everythingRefused({ session: { ...session, staleSince: signedInAt } });
    expect(say(snapshot)).toContain(
      'An administrator asked for a new sign-in 5 min ago, so every session check fails, whatever the age.',
    );
    expect(say(snapshot)).not.toContain('expired');
    expect(acts(snapshot)).toEqual(['show-where-to-click', 'sign-in', 'visit']);
  });

  it('says that a registration was revoked, and how the device comes back', () => {
    if (!registration) throw new Error('The fixture is enrolled.');
    const revoked = { ...registration, status: 'revoked' as const };
    const client = { ...snapshotAt(signedInAt).client, status: 'Unable' as const };
    const own = everythingRefused({ client, registration: revoked });
    expect(say(own)).toMatch(/^The registration was revoked\./);
    expect(say(own)).toContain('signing in again can’t help. Log out in the client, then enrol the device anew.');
    expect(acts(own)).toEqual(['log-out']);
    const managed = everythingRefused({ client, registration: { ...revoked, enrolment: 'mdm' } });
    expect(acts(managed)).toEqual(['remove-registration']);
  });

  it('says that nobody can sign in on a device that a service token enrolled', () => {
    if (!registration) throw new Error('The fixture is enrolled.');
    const {
      user: _user,
      session: _session,
      ...nobody
    } = everythingRefused({
      registration: { ...registration, enrolment: 'service-token' },
    });
    expect(say(nobody)).toContain('A service token enrolled this device, so nobody can sign in on it');
    expect(acts(nobody)).toEqual(['visit']);
  });

  it('says which sign-in page does not load, since what, and who can help', () => {
    const blocked = { host: 'sso.corp.internal', class: 'session' as const, policyName: 'Private range, weekly' };
    const open = dead({ reauth: { id: 'r', startedAt: expiresAt, from: 'settings', blocked } });
    expect(say(open)).toContain(
      'The sign-in page at sso.corp.internal does not load, since the session expired under “Private range, weekly”. ' +
        'An administrator has to let it through with a policy that has no session duration, before “Private range, weekly”.',
    );
    const down = dead({
      reauth: {
        id: 'r',
        startedAt: expiresAt,
        from: 'settings',
        blocked: { host: 'idp.example.com', class: 'origin' },
      },
    });
    expect(say(down)).toMatch(
      /The sign-in page at idp\.example\.com does not load, since the server itself is down\.$/,
    );
  });
});

const arbitraryDestination = fc.record({
  name: fc.stringMatching(/^[a-z]{1,8}$/),
  reachable: fc.boolean(),
  class: fc.constantFrom('none', 'session', 'block', 'origin', 'identity', 'access', 'dns', 'split-tunnel'),
  expires: fc.option(fc.integer({ min: -100, max: 100 }), { nil: undefined }),
  policy: fc.option(fc.constantFrom('p-range', 'p-hr', 'gone'), { nil: undefined }),
  private: fc.boolean(),
});

const arbitrarySnapshot = fc
  .record({
    destinations: fc.array(arbitraryDestination, { maxLength: 8 }),
    answers: fc.boolean(),
    status: fc.constantFrom('Connected', 'Disconnected', 'Unable'),
    online: fc.boolean(),
    asleep: fc.boolean(),
    fate: fc.option(
      fc.constantFrom('due', 'seen', 'missed', 'suppressed', 'dismissed', 'clicked', 'clicked-late', 'abandoned'),
      { nil: undefined },
    ),
    flows: fc.nat(3),
    withSession: fc.boolean(),
  })
  .map((drawn): Snapshot => {
    const items = drawn.destinations.map(({ name, expires, policy, ...rest }) => {
      const { expiresAt: _expiresAt, policy: _policy, ...base } = destination(name);
      return {
        ...base,
        ...rest,
        class: rest.reachable ? ('none' as const) : rest.class,
        ...(expires === undefined ? {} : { expiresAt: expiresAt + expires * minute }),
        ...(policy === undefined ? {} : { policy: { id: policy, name: policy } }),
      } as SnapshotDestination;
    });
    const { session, ...snapshot } = snapshotAt(expiresAt, listed(...items));
    return {
      ...snapshot,
      ...(drawn.withSession && session ? { session } : {}),
      client: { ...snapshot.client, status: drawn.status },
      device: { online: drawn.online, asleep: drawn.asleep, clockSkew: 0 },
      names: [
        {
          suffix: 'corp.internal',
          resolver: '10.0.0.53',
          answers: drawn.answers,
          class: drawn.answers ? 'none' : 'dns',
        },
      ],
      notices: drawn.fate ? { total: 1, items: [notice({ fate: drawn.fate })] } : { total: 0, items: [] },
      flows: { total: drawn.flows, items: [] },
    } as Snapshot;
  });

describe('the sentence for any snapshot', () => {
  it('never says that everything answers while something is dead, and leaves no holes', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, fc.nat(200), (snapshot, minutes) => {
        const now = expiresAt + minutes * minute;
        const sentence = sentenceOf(snapshot, now);
        const deadOnes = snapshot.destinations.items.filter((item) => isDead(item, now)).length;
        const deadNames = snapshot.names.filter((name) => !name.answers).length;
        if (deadOnes + deadNames > 0) expect(sentence.text).not.toContain('Everything answers');
        expect(sentence.text.startsWith(sentence.headline)).toBe(true);
        expect(sentence.text).not.toMatch(
          /NaN|undefined|Infinity|\.\.| {2}|\b1 destinations|\b1 (connections|more policies)/,
        );
        expect(sentence.text).toMatch(/\.$/);
        expect(sentence.acts.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('counts as many dead destinations as there are', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const now = expiresAt;
        const { items } = snapshot.destinations;
        const counted = /(\d+) of (\d+) destination/.exec(sentenceOf(snapshot, now).text);
        if (!counted) return;
        const deadOnes = items.filter((item) => standingOf(snapshot, item, now) === 'dead');
        const bySession = deadOnes.filter((item) => item.reachable || item.class === 'session');
        expect([deadOnes.length, bySession.length]).toContain(Number(counted[1]));
        expect(Number(counted[2])).toBe(items.length);
      }),
    );
  });
});
