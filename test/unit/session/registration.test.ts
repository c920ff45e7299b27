import { describe, expect, it } from 'vitest';
import { clientCode } from '../../../app/view/client-code.ts';
import { connectionStatus } from '../../../app/view/snapshot.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const enrol = (run: ReturnType<typeof story>, at: number, email: string) => {
  run.tell(at, { type: 'start-reauth', from: 'enrolment' });
  return run.tell(at, { type: 'complete-reauth', reauthId: run.state.reauth?.id ?? '', email });
};

describe('a registration', () => {
  it('is a new device with a new address after logging out and enrolling, and the age is 0', () => {
    const run = story(world());
    const before = run.state.registration;
    run.tell(past('169h'), { type: 'log-out' });
    expect(run.state.registration).toBeUndefined();
    expect(enrol(run, past('169h'), 'alice@example.com')).toMatchObject([{ type: 'enrolled', personId: 'alice' }]);
    expect(run.state.registration?.deviceId).not.toBe(before?.deviceId);
    expect(run.state.registration?.address).not.toBe(before?.address);
    expect(run.connect(past('169h'))).toMatchObject({ outcome: 'allowed', ageSeconds: 0 });
  });

  it('goes to another user once it was taken from the first', () => {
    const run = story(world());
    expect(() => enrol(run, past('1h'), 'bob@example.com')).toThrow(/belongs to alice@example.com/);
    run.tell(past('1h'), { type: 'delete-registration' });
    enrol(run, past('1h'), 'bob@example.com');
    expect(run.state.session).toMatchObject({ personId: 'bob' });
    expect(run.reauth(past('2h'), 'alice@example.com')).toMatchObject([{ type: 'reauth-refused', why: 'wrong-user' }]);
  });

  it.each([
    [{ client: { allowedToLeave: false } }, /does not allow/],
    [{ device: { enrolment: 'mdm' } }, /Device management/],
  ])('can’t be logged out with %j', (changes, words) => {
    expect(() => story(world(changes)).tell(past('1h'), { type: 'log-out' })).toThrow(words);
  });

  it('that was revoked lets nothing through, says so with a code, and can’t be signed in to', () => {
    const run = story(world());
    run.tell(past('1h'), { type: 'revoke-registration' });
    expect(run.connect(past('1h'))).toMatchObject({ outcome: 'bypassed', class: 'registration' });
    expect([connectionStatus(run.state), clientCode(run.state)]).toEqual(['Unable', 'CF_REGISTRATION_MISSING']);
    expect(() => run.reauth(past('1h'))).toThrow(/revoked/);
  });

  it('by a service token passes no session check, and nobody can sign in to it', () => {
    const run = story(world({ device: { registeredTo: null, enrolment: 'service-token' } }));
    expect(run.connect(past('1h'))).toMatchObject({ outcome: 'refused', class: 'session', notice: 'none' });
    expect(run.connect(past('1h'), { host: '198.51.100.20' })).toMatchObject({ outcome: 'allowed' });
    expect(() => run.reauth(past('1h'))).toThrow(/service token/);
  });
});

describe('a sign-in that an administrator forces', () => {
  it('fails every session check whatever the age, brings no second notice, and ends with the sign-in', () => {
    const run = story(world());
    run.connect(past('168h'));
    run.reauth(past('169h'));
    run.connect(past('337h'));
    run.reauth(past('338h'));
    run.tell(past('339h'), { type: 'force-reauth' });
    expect(run.connect(past('339h'))).toMatchObject({ class: 'session', ageSeconds: 3600, notice: 'shown' });
    expect(run.connect(past('340h'))).toMatchObject({ class: 'session', notice: 'none' });
    expect(run.connect(past('340h'), { host: '198.51.100.20' })).toMatchObject({ outcome: 'allowed' });
    run.reauth(past('341h'));
    expect(run.connect(past('341h'))).toMatchObject({ outcome: 'allowed' });
  });
});

describe('groups', () => {
  const policies = [
    {
      id: 'P1',
      precedence: 1,
      traffic: 'net.dst.ip == 10.20.0.10',
      identity: 'any(identity.groups.name[*] in {"ops"})',
    },
    { id: 'P2', precedence: 2, action: 'block', traffic: 'net.dst.ip == 10.20.0.10' },
  ];
  const joinOps = (run: ReturnType<typeof story>, at: number) =>
    run.tell(at, {
      type: 'edit-environment',
      changes: [{ path: ['people', 'alice', 'groups'], value: ['staff', 'ops'] }],
      said: 'alice joins ops',
      now: true,
      basedOn: run.state.edits.count,
    });

  it('reach Gateway with the next sign-in', () => {
    const run = story(world({ policies }));
    joinOps(run, past('1h'));
    expect(run.connect(past('1h'))).toMatchObject({ outcome: 'refused', class: 'identity' });
    run.reauth(past('2h'));
    expect(run.connect(past('2h'))).toMatchObject({ outcome: 'allowed' });
  });

  it('reach it at once with SCIM', () => {
    const run = story(world({ policies, identity: { scim: true } }));
    joinOps(run, past('1h'));
    expect(run.connect(past('1h'))).toMatchObject({ outcome: 'allowed' });
  });
});

describe('refreshing the identity in a browser', () => {
  const refresh = (run: ReturnType<typeof story>, at: number, email: string) => {
    run.tell(at, { type: 'start-reauth', from: 'refresh-identity' });
    return run.tell(at, { type: 'complete-reauth', reauthId: run.state.reauth?.id ?? '', email });
  };

  it('renews the session unless the environment assumes otherwise', () => {
    const renewing = story(world());
    refresh(renewing, past('169h'), 'alice@example.com');
    expect(renewing.state.session).toMatchObject({ authenticatedAt: past('169h') });
    const reading = story(world({ assumptions: { refreshIdentityRenews: false } }));
    expect(refresh(reading, past('169h'), 'alice@example.com')).toMatchObject([{ type: 'identity-refreshed' }]);
    expect(reading.connect(past('169h')).class).toBe('session');
  });
});
