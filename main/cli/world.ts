import { Argument, type Command } from 'commander';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import { type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

type Facts = ParamsOf<'world.set'>;

const plainFacts: Readonly<Record<string, { readonly facts: Facts; readonly said: string; readonly help: string }>> = {
  sleep: { facts: { asleep: true }, said: 'The device sleeps.', help: 'put the device to sleep' },
  wake: { facts: { asleep: false }, said: 'The device is awake.', help: 'wake the device' },
  offline: { facts: { online: false }, said: 'The device is offline.', help: 'take the network away' },
  online: { facts: { online: true }, said: 'The device is online.', help: 'give the network back' },
};

/** Commands that change what is happening around the session: the client's switch, the device, the person. */
export function addWorldCommands(program: Command, session: Session): void {
  const toggle = (name: 'connect' | 'disconnect', description: string, said: string) =>
    withExamples(toRunning(program.command(name).description(description)), name).action((options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        await emulator.call(`client.${name}`, {});
        return { json: {}, text: said };
      }),
    );
  toggle('connect', 'switch the client on', 'Success');
  toggle('disconnect', 'switch the client off; the session age goes on', 'Success');

  const world = withExamples(
    program.command('world').description('change the device and the person in front of it'),
    'world sleep',
    'world dnd on',
    'world desk away',
  );
  const set = (options: RunningOptions, facts: Facts, said: string) =>
    session.talk(options, async (emulator) => {
      await emulator.call('world.set', facts);
      return { json: facts, text: said };
    });
  for (const [name, { facts, said, help }] of Object.entries(plainFacts)) {
    toRunning(world.command(name).description(help)).action((options: RunningOptions) => set(options, facts, said));
  }
  const choose = (
    name: string,
    help: string,
    choices: readonly [string, string],
    change: (isFirst: boolean) => Facts,
  ) =>
    toRunning(world.command(name).description(help))
      .addArgument(new Argument('<state>').choices(choices))
      .action((choice: string, options: RunningOptions) =>
        set(options, change(choice === choices[0]), `${help[0]?.toUpperCase()}${help.slice(1)}: ${choice}.`),
      );
  choose('dnd', 'do not disturb', ['on', 'off'], (isOn) => ({ doNotDisturb: isOn }));
  choose('desk', 'the person at the desk', ['back', 'away'], (isBack) => ({ atDesk: isBack }));
  choose('screen', 'the screen', ['locked', 'unlocked'], (isLocked) => ({ screenLocked: isLocked }));
}
