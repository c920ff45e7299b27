import type { Millis } from '../../app/time/instant.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import { texts } from '../shared/texts.ts';

export type LaneKind = 'signIns' | 'notices' | 'refused' | 'flows' | 'actors' | 'person' | 'device';

/** A lane below the age, with its place in pixels from the upper edge of the first. */
export type Lane = {
  readonly kind: LaneKind;
  readonly label: string;
  /** Among those of the kind. */
  readonly index: number;
  readonly top: number;
  readonly height: number;
};

const usual = 14;
const flowRow = 5;

/** The lanes that hold anything, in order; the others take no room. */
export function laneList(lanes: TimelineLanes): readonly Lane[] {
  const { signIns, notices, refused, flows, actors, person, device } = lanes;
  const labels = texts.timeline.lanes;
  const flowRows = Math.max(0, ...flows.bars.map(({ row }) => row)) + 1;
  const all: Omit<Lane, 'top'>[] = [
    ...(signIns.length > 0 ? [{ kind: 'signIns', label: labels.signIns, index: 0, height: usual } as const] : []),
    ...(notices.length > 0 ? [{ kind: 'notices', label: labels.notices, index: 0, height: usual } as const] : []),
    ...(refused.length > 0 ? [{ kind: 'refused', label: labels.refused, index: 0, height: usual } as const] : []),
    ...(flows.most > 0
      ? [
          {
            ...({ kind: 'flows', label: labels.flows, index: 0 } as const),
            height: flows.bars.length > 0 ? Math.max(usual, flowRows * flowRow + 4) : usual + 4,
          },
        ]
      : []),
    ...actors.map(({ name }, index) => ({
      ...({ kind: 'actors', index, height: usual } as const),
      label: name ?? texts.timeline.others,
    })),
    ...(person.length > 0 ? [{ kind: 'person', label: labels.person, index: 0, height: usual } as const] : []),
    ...(device.length > 0 ? [{ kind: 'device', label: labels.device, index: 0, height: usual } as const] : []),
  ];
  let top = 0;
  return all.map((lane) => {
    const placed = { ...lane, top };
    top += lane.height;
    return placed;
  });
}

export function heightOf(lanes: readonly Lane[]): number {
  const last = lanes.at(-1);
  return last === undefined ? 0 : last.top + last.height + 2;
}

/** Whether a flow was open at an expiry, and after it. */
export function outlives(flow: { readonly from: Millis; readonly to: Millis }, expiries: readonly Millis[]): boolean {
  return expiries.some((at) => flow.from < at && flow.to > at);
}
