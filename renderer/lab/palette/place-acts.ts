import { sayWhen } from '../../../app/time/calendar.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { paletteTexts as words } from '../../shared/texts/palette.ts';
import type { Lab } from '../lab-context.tsx';
import { addressOf, sampleName, samplePublicName } from '../selection.ts';
import type { PaletteAct, PaletteGroup } from './palette-act.ts';

type Reach = Pick<Lab, 'select' | 'visit' | 'resolve' | 'editPolicy'> & { showWhy(): void };

/** What there is to go to: destinations, names, policies and the latest entries of the journal. */
export function placeActs(snapshot: Snapshot, now: number, lab: Reach): readonly PaletteAct[] {
  const { destinations, names, policies, journal } = snapshot;
  return [
    ...destinations.items.flatMap((destination): readonly PaletteAct[] => {
      const { name, policy, address } = destination;
      const place = addressOf(destination);
      const show = () => {
        lab.select({ kind: 'destination', name });
        lab.showWhy();
      };
      const about = `${name} ${address} ${policy?.name ?? ''}`;
      const group: PaletteGroup = 'destination';
      return [
        {
          id: `visit ${name}`,
          group,
          title: words.visit(place),
          words: `${words.visitWords} ${about}`,
          run: () => lab.visit(destination),
        },
        { id: `why ${name}`, group, title: words.show(place), words: `${words.showWords} ${about}`, run: show },
      ];
    }),
    ...names.map(({ suffix, resolver }): PaletteAct => {
      const sample = resolver === undefined ? samplePublicName : sampleName(snapshot, suffix);
      return {
        ...{ id: `resolve ${suffix}`, group: 'destination', words: words.resolveWords },
        title: resolver === undefined ? words.publicNames : words.resolve(suffix),
        run: () => lab.resolve(suffix, sample),
      };
    }),
    ...policies.items.map(({ id, name }): PaletteAct => editAct(id, name, lab)),
    ...journal.toReversed().map(({ id, at, text, type }): PaletteAct => {
      const told = { at, text, isAttempt: type.endsWith('-decided') };
      const show = () => {
        lab.select({ kind: 'entry', id, told });
        lab.showWhy();
      };
      return { id: `entry ${id}`, group: 'entry', title: `${sayWhen(at, now)} ${text}`, words: '', run: show };
    }),
  ];
}

export function editAct(id: string, name: string, lab: Pick<Reach, 'editPolicy'>): PaletteAct {
  return {
    id: `edit ${id}`,
    group: 'policy',
    title: words.edit(name),
    words: words.editWords,
    run: () => lab.editPolicy(id),
  };
}
