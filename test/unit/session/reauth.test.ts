import { describe, expect, it } from 'vitest';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

describe('a sign-in', () => {
  it('of the registered user puts the age back to zero and opens the next episode', () => {
    const run = story(world());
    run.reauth(past('169h'));
    expect(run.state.session).toMatchObject({
      authenticatedAt: past('169h'),
      episode: 2,
      personId: 'alice',
      from: 'settings',
    });
    expect(run.state.reauth).toBeUndefined();
  });

  it('of anybody else is refused, and the age stays', () => {
    const run = story(world());
    expect(run.reauth(past('169h'), 'bob@example.com')).toMatchObject([{ type: 'reauth-refused', why: 'wrong-user' }]);
    expect(run.state.session).toMatchObject({ authenticatedAt: past('0s'), episode: 1 });
    expect(run.connect(past('169h')).class).toBe('session');
  });

  it('takes the e-mail address whatever its case', () => {
    expect(story(world()).reauth(past('1h'), 'Alice@Example.com')).toMatchObject([{ type: 'reauth-completed' }]);
  });

  it('works while the session is still good', () => {
    const run = story(world());
    run.reauth(past('1h'));
    expect(run.connect(past('168h30m')).class).toBe('none');
  });

  it('that was left open gives way to the next and can’t be finished any more', () => {
    const run = story(world());
    run.tell(past('169h'), { type: 'start-reauth', from: 'settings' });
    const first = run.state.reauth?.id ?? '';
    expect(run.tell(past('170h'), { type: 'start-reauth', from: 'settings' })).toMatchObject([
      { type: 'reauth-abandoned', reauthId: first },
      { type: 'reauth-started' },
    ]);
    const late = { type: 'complete-reauth', reauthId: first, email: 'alice@example.com' } as const;
    expect(() => run.tell(past('171h'), late)).toThrow(/This sign-in is over/);
  });

  it('is impossible without a registration', () => {
    const run = story(world({ device: { name: 'dev-1', registeredTo: null } }));
    expect(() => run.tell(past('1h'), { type: 'start-reauth', from: 'settings' })).toThrow(/not enrolled/);
  });
});
