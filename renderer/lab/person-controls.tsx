import { Switch } from '@base-ui/react/switch';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './left.module.css';

type Fact = keyof ParamsOf<'world.set'>;

export function PersonControls({ snapshot }: { readonly snapshot: Snapshot }) {
  const call = useCall();
  const { person, device } = snapshot;
  const facts: readonly (readonly [Fact, boolean])[] = [
    ['atDesk', person.atDesk],
    ['online', device.online],
    ['doNotDisturb', person.doNotDisturb],
    ['asleep', device.asleep],
    ['screenLocked', person.screenLocked],
  ];
  return (
    <section className={styles.person} aria-label={texts.person.heading}>
      {facts.map(([fact, on]) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside brings its own input.
        <label key={fact}>
          <Switch.Root
            className={controls.switch}
            checked={on}
            onCheckedChange={(next) => void call('world.set', { [fact]: next })}
          >
            <Switch.Thumb className={controls.thumb} />
          </Switch.Root>
          {texts.person[fact]}
        </label>
      ))}
    </section>
  );
}
