import type { Command } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import {
  type Report,
  type RunningEmulator,
  type RunningOptions,
  type Session,
  toRunning,
  withExamples,
} from './session.ts';

type SignInOptions = RunningOptions & { as?: string };

const asOption = ['--as <email>', 'sign in as this person, without a browser'] as const;

export function addReauthCommands(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('reauth').description('re-authenticate the session; exits 1 when that is refused')),
    'reauth                          opens the browser and waits',
    'reauth --as alice@example.com',
  )
    .option(...asOption)
    .action(({ as, ...options }: SignInOptions) =>
      session.talk(options, async (emulator, say) => {
        const started = await emulator.call('reauth.start', { from: 'command-line', open: as === undefined });
        return finishSignIn(emulator, started, as, say);
      }),
    );

  withExamples(
    toRunning(program.command('notices').description('list the notices that came due and what became of them')),
    'notices --json',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const [notices, { sayNotices }, { alignRows }] = await Promise.all([
        emulator.call('notices', {}),
        import('./notice-text.ts'),
        import('./text.ts'),
      ]);
      const text = notices.length === 0 ? 'No notice has come due.' : alignRows(sayNotices(notices)).join('\n');
      return { json: notices, text };
    }),
  );

  const notice = program.command('notice').description('act on the notice that is on the screen');
  withExamples(
    toRunning(notice.command('click').description('click it, which starts a sign-in in the browser')),
    'notice click',
    'notice click --as alice@example.com',
  )
    .option(...asOption)
    .action(({ as, ...options }: SignInOptions) =>
      session.talk(options, async (emulator, say) => {
        const started = await emulator.call('notice.click', { open: as === undefined });
        if (as !== undefined) return finishSignIn(emulator, started, as, say);
        return { json: started, text: `The sign-in opens in your browser. If it does not, open\n${started.url}` };
      }),
    );
  withExamples(
    toRunning(notice.command('dismiss').description('dismiss it; no other comes until somebody signs in')),
    'notice dismiss',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const done = await emulator.call('notice.dismiss', {});
      return { json: done, text: 'Dismissed. No other notice comes until somebody signs in.' };
    }),
  );
}

async function finishSignIn(
  emulator: RunningEmulator,
  { url, reauthId }: ResultOf<'reauth.start'>,
  email: string | undefined,
  say: (line: string) => void,
): Promise<Report> {
  if (email === undefined) say(`Sign in in the browser window that opens. If none does, open\n${url}`);
  else await walk(emulator, url, email);
  const ended = await waitForEnd(emulator, reauthId);
  return { json: ended, text: ended.text, failed: ended.outcome !== 'completed' };
}

async function walk(emulator: RunningEmulator, url: string, email: string): Promise<void> {
  const { walkSignIn } = await import('../identity/walk-sign-in.ts');
  try {
    await walkSignIn(url, email);
  } catch (fault) {
    // Nobody else knows that this sign-in will never end.
    await emulator.call('reauth.cancel', {});
    throw fault;
  }
}

async function waitForEnd(emulator: RunningEmulator, reauthId: string): Promise<ResultOf<'reauth.wait'>> {
  for (;;) {
    const result = await emulator.call('reauth.wait', { reauthId, waitFor: 30_000 });
    if (result.outcome !== 'open') return result;
  }
}
