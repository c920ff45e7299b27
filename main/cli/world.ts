import { Argument, type Command } from 'commander';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

type Facts = ParamsOf<'world.set'>;

const plainFacts: Readonly<Record<string, { readonly facts: Facts; readonly said: string; readonly help: string }>> = {
  sleep: { facts: { asleep: true }, said: 'The device sleeps.', help: 'put the device to sleep' },
  wake: { facts: { asleep: false }, said: 'The device is awake.', help: 'wake the device' },
  offline: { facts: { online: false }, said: 'The device is offline.', help: 'take the network away' },
  online: { facts: { online: true }, said: 'The device is online.', help: 'give the network back' },
};

/** Commands that change what is happening around the session: the device and the person. */
export function addWorldCommands(program: Command, session: Session): void {
  const world = addGroup(program, 'world', 'change the device and the person in front of it', 'world dnd on');
  const add = (name: string, help: string, example: string) =>
    withExamples(toRunning(world.command(name).description(help)), `world ${example}`);
  const set = (options: RunningOptions, facts: Facts, said: string) =>
    session.talk(options, async (emulator) => {
      await emulator.call('world.set', facts);
      return { json: facts, text: said };
    });
  for (const [name, { facts, said, help }] of Object.entries(plainFacts)) {
    add(name, help, name).action((options: RunningOptions) => set(options, facts, said));
  }
  const choose = (
    name: string,
    help: string,
    choices: readonly [string, string],
    change: (isFirst: boolean) => Facts,
  ) =>
    add(name, `${help}: ${choices.join(' or ')}`, `${name} ${choices[0]}`)
      .addArgument(new Argument('<state>').choices(choices))
      .action((choice: string, options: RunningOptions) =>
        set(options, change(choice === choices[0]), `${help[0]?.toUpperCase()}${help.slice(1)}: ${choice}.`),
      );
  add('forget-browser', 'sign out at the identity provider in the browser', 'forget-browser').action(
    (options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        await emulator.call('browser.forget', {});
        return { json: {}, text: 'Nobody is signed in at the identity provider any more.' };
      }),
  );
  choose('dnd', 'do not disturb', ['on', 'off'], (isOn) => ({ doNotDisturb: isOn }));
  choose('desk', 'the person at the desk', ['back', 'away'], (isBack) => ({ atDesk: isBack }));
  choose('screen', 'the screen', ['locked', 'unlocked'], (isLocked) => ({ screenLocked: isLocked }));
}
