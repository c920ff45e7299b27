import type { Command } from 'commander';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { asOption, finishSignIn, type SignInOptions } from './sign-in.ts';

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

  const notice = addGroup(program, 'notice', 'act on the notice that is on the screen', 'notice click');
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
    toRunning(
      notice
        .command('compare')
        .description('four weeks under each design of the notice: what if it were made otherwise'),
    ),
    'notice compare',
    'notice compare --json',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const [trials, { sayTrials }] = await Promise.all([
        emulator.call('notice.compare', {}),
        import('./notice-text.ts'),
      ]);
      return { json: trials, text: sayTrials(trials) };
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
