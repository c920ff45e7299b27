import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';

/** Why nobody looks at the screen now. */
export function absenceOf({ device, person }: Pick<Snapshot, 'device' | 'person'>): string | undefined {
  if (device.asleep) return texts.desk.asleep;
  if (!person.atDesk) return texts.desk.away;
  return person.screenLocked ? texts.desk.locked : undefined;
}
