import type { Command } from 'commander';
import { CliFailure } from './failure.ts';
import {
  addGroup,
  type RunningEmulator,
  type RunningOptions,
  type Session,
  toRunning,
  withExamples,
} from './session.ts';
import { asOption, finishSignIn, type SignInOptions } from './sign-in.ts';

export function addRegistrationCommands(program: Command, session: Session): void {
  const registration = addGroup(
    program,
    'registration',
    'whose device it is',
    'registration enrol --as bob@example.com',
  );
  const add = (form: string, description: string) => toRunning(registration.command(form).description(description));

  withExamples(add('show', 'tell what `warp-cli registration show` tells of it'), 'registration show')
    .addHelpText('after', '\nAccount ID and Public key are not emulated. --json has the user too.')
    .action((options: RunningOptions) => session.talk(options, showRegistration));

  withExamples(
    add('new', 'register the device, as `warp-cli` does; it must belong to nobody'),
    'registration new acme',
    'registration new acme --as alice@example.com',
  )
    .argument('[team]', "the organization; this environment's when absent")
    .option(...asOption)
    .action((team: string | undefined, { as, ...options }: SignInOptions) =>
      session.talk(options, async (emulator, say) => {
        if (team !== undefined) await requireTeam(emulator, team);
        const report = await finishSignIn(emulator, await startEnrolment(emulator, as), as, say);
        return report.failed === true ? report : { ...report, text: 'Success' };
      }),
    );

  withExamples(
    add('enrol', 'give the device to whoever signs in; it must belong to nobody'),
    'registration enrol                         opens the browser and waits',
    'registration enrol --as bob@example.com',
  )
    .option(...asOption)
    .action(({ as, ...options }: SignInOptions) =>
      session.talk(options, async (emulator, say) =>
        finishSignIn(emulator, await startEnrolment(emulator, as), as, say),
      ),
    );

  const act = (name: string, method: RegistrationAct, description: string) =>
    withExamples(add(name, description), `registration ${name}`).action((options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        await emulator.call(method, {});
        return { json: {}, text: 'Success' };
      }),
    );
  act('delete', 'registration.delete', 'take the device from its user, as `warp-cli registration delete` does');
  act('logout', 'registration.log-out', 'the same by its user, in the client; only where leaving is allowed');
  act('revoke', 'registration.revoke', 'by an administrator: it stays, lets nothing through and can’t be signed in to');
  act('force-reauth', 'registration.force-reauth', 'by an administrator: every session check fails until a sign-in');
}

type RegistrationAct =
  | 'registration.delete'
  | 'registration.log-out'
  | 'registration.revoke'
  | 'registration.force-reauth';

async function showRegistration(emulator: RunningEmulator) {
  const shown = await emulator.call('registration.show', {});
  if (shown.team === undefined || shown.status !== 'active') {
    const remedy = 'Try running: "warp-emu registration new"';
    throw new CliFailure(1, 'not-registered', `Registration Missing. ${remedy}`, {
      text: `Error: Registration Missing. ${remedy}`,
    });
  }
  return { json: shown, text: `Account type: Team\nDevice ID: ${shown.deviceId}\nOrganization: ${shown.team}` };
}

async function requireTeam(emulator: RunningEmulator, team: string): Promise<void> {
  const { environment } = await emulator.call('snapshot', {});
  if (environment.team.toLowerCase() === team.toLowerCase()) return;
  throw new CliFailure(
    1,
    'no-such-team',
    `There is no organization "${team}" here. This environment's is "${environment.team}".`,
  );
}

/** Refuses a second registration in the real tool's words (DOMAIN.md §5.6 fact 37). */
async function startEnrolment(emulator: RunningEmulator, as: string | undefined) {
  const { status } = await emulator.call('registration.show', {});
  if (status !== undefined) {
    const message = 'Old registration is still around. Try running: "warp-emu registration delete"';
    throw new CliFailure(1, 'registered', message, { text: `Error: ${message}` });
  }
  return emulator.call('reauth.start', { from: 'enrolment', open: as === undefined });
}
