import type { SnapshotDestination } from '../../app/view/snapshot-shape.ts';

/** What stands in place of the time left where nothing answers. */
export const causeWords: Readonly<Record<SnapshotDestination['class'], string>> = {
  none: 'dead',
  session: 'session expired',
  block: 'blocked',
  posture: 'posture',
  identity: 'not allowed',
  'split-tunnel': 'outside the tunnel',
  mode: 'mode',
  disconnected: 'disconnected',
  offline: 'offline',
  dns: 'no name',
  origin: 'server down',
  registration: 'not registered',
  access: 'refused by Access',
  'unknown-destination': 'unknown',
};
