import { describe, expect, it } from 'vitest';
import { testOf } from '../../../app/explain/explain-attempt.ts';
import { chooseTests, type OneTest } from '../../../app/explain/one-test.ts';
import type { ConnectionAttempt } from '../../../app/session/command.ts';
import { judgeConnection } from '../../../app/session/judge.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';
import { actOut } from './act-out.ts';
import { attempts, type Cause, runOf, written } from './cause-worlds.ts';

function choose(cause: Cause, attempt: ConnectionAttempt) {
  const { run, at } = runOf(cause);
  const { verdict } = judgeConnection(run.state, attempt, at, { useCache: false });
  return { verdict, tests: chooseTests(run.state, attempt, { ...verdict, notice: 'none' }, at) };
}

function sureOf(cause: Cause, attempt: ConnectionAttempt): OneTest {
  const { tests } = choose(cause, attempt);
  if (tests === undefined) throw new Error('there is no test');
  return tests.sure;
}

describe.each(Object.entries(attempts))('tried %s', (how, attempt) => {
  const impossible: Cause = how === 'by its name' ? 'unknown-destination' : 'dns';
  const causes = (Object.keys(written) as Cause[]).filter((cause) => cause !== impossible);
  const tests = new Map(causes.map((cause) => [cause, sureOf(cause, attempt)]));

  it.each(causes)('the written world of %s fails for that', (cause) => {
    expect(choose(cause, attempt).verdict.class).toBe(cause);
  });

  describe.each(causes)('the one test of %s', (cause) => {
    const others = causes.filter((other) => other !== cause);

    it.each(others)('shows something else where it is %s', (other) => {
      const { steps, excludes, leaves } = tests.get(cause) ?? sureOf(cause, attempt);
      const here = steps.map(({ probe }) => actOut(cause, probe));
      const there = steps.map(({ probe }) => actOut(other, probe));
      expect({ leaves, excludes }).toEqual({ leaves: [], excludes: expect.arrayContaining([other]) });
      expect(there).not.toEqual(here);
    });
  });
});

describe('the one test in words', () => {
  function told(changes: object, after: string, attempt: Partial<ConnectionAttempt> = {}) {
    const { state } = story(world(changes));
    const whole: ConnectionAttempt = { ...attempts['by its name'], ...attempt };
    const { verdict } = judgeConnection(state, whole, past(after), { useCache: false });
    return testOf(state, { ...verdict, notice: 'none' }, whole, past(after));
  }

  const twoPolicies = {
    destinations: { hr: { host: 'hr.corp.internal', address: '10.20.0.20', ports: { 443: 'https' } } },
    policies: [
      { id: 'P0', name: 'HR', precedence: 5, traffic: 'net.dst.ip == 10.20.0.20', checkSession: '720h' },
      { id: 'P2', name: 'Wiki', precedence: 6, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '168h' },
    ],
  };

  it('names what to do, what each outcome means, and the way to the client’s button', () => {
    const test = told({}, '169h');
    expect(test?.do).toContain('sign in again (Preferences › Account › Re-Authenticate Session)');
    expect(test?.ifSo).toContain('after the sign-in wiki.corp.internal answers: it is the session.');
    expect(test?.ifNot).toContain('connects and stays silent: look at a Block policy');
  });

  it('says what can be seen before anybody signs in, and what that leaves open', () => {
    const { quick } = told(twoPolicies, '169h') ?? {};
    expect(quick?.leaves).toContain('block');
    expect(quick?.ifSo).toContain('This alone does not tell it from');
  });

  it('reads the client’s own settings where they tell it', () => {
    const exclude = { client: { splitTunnel: { mode: 'exclude', entries: ['10.20.0.0/16'] } } };
    expect(told(exclude, '1h')).toMatchObject({
      do: 'Run `warp-cli settings`, and read its mode and its list of hosts and IPs.',
      ifSo: 'The Exclude list names 10.20.0.0/16: it is Split Tunnels.',
    });
    expect(told({ client: { mode: 'dns-only' } }, '1h')?.ifSo).toBe(
      'The mode is DnsOverHttps: it is the client’s mode.',
    );
  });

  it('asks for nobody’s sign-in on a device that nobody can sign in on', () => {
    const test = told({ device: { registeredTo: null, enrolment: 'service-token' } }, '1h');
    expect(test?.do).not.toContain('sign in again');
    expect(test?.do).toContain('Alice');
  });

  it('never counts on a sign-in whose own pages are refused', () => {
    const everything = { id: 'P1', name: 'All', precedence: 1, traffic: '', checkSession: '168h' };
    const idp = { team: { host: 'acme.cloudflareaccess.com', address: '104.19.194.29', ports: { 443: 'https' } } };
    const test = told({ policies: [everything], destinations: idp }, '169h');
    expect(test?.do).not.toContain('sign in again');
  });

  it('tells of an answer that nothing of WARP stands in the way', () => {
    const test = told({}, '1h');
    expect(test?.ifSo).toContain('nothing of WARP stands in the way');
    expect(test?.excludes).toEqual(expect.arrayContaining(['session', 'block', 'origin', 'disconnected']));
  });

  it('is found among ten thousand policies without thinking all of them out', () => {
    const policies = Array.from({ length: 10_000 }, (_, index) => ({
      ...{ id: `m${index}`, precedence: index + 1, checkSession: '168h' },
      traffic: `net.dst.ip in {10.${index >> 8}.${index & 255}.0/24}`,
    }));
    const { state } = story(world({ policies }));
    const attempt = attempts['by its address'];
    const { verdict } = judgeConnection(state, attempt, past('169h'), { useCache: false });
    chooseTests(state, attempt, { ...verdict, notice: 'none' }, past('169h'));
    const before = performance.now();
    const tests = chooseTests(state, attempt, { ...verdict, notice: 'none' }, past('169h'));
    expect(performance.now() - before).toBeLessThan(1000);
    expect(tests?.sure.leaves).toEqual([]);
  });
});
