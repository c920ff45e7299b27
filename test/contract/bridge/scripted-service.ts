import { contract, type Handlers } from '../../../app/bridge/contract.ts';
import type { BridgeService, SnapshotSource } from '../../../app/bridge/server.ts';
import { Refusal } from '../../../app/errors.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';

/** Handlers of which only those named do anything. */
export function scriptHandlers(scripted: Partial<Handlers> = {}): Handlers {
  const refuse = async () => {
    throw new Refusal('not-scripted', 'This test scripts no such method.');
  };
  const all = Object.fromEntries(Object.keys(contract).map((method) => [method, refuse]));
  return { ...all, ...scripted } as Handlers;
}

/** A snapshot source whose revision a test raises by hand. */
export function scriptSnapshots(): SnapshotSource & { change(): void; listeners(): number } {
  const listeners = new Set<() => void>();
  let revision = 1;
  return {
    latest: () => snapshotAt(revision),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change() {
      revision += 1;
      for (const listener of listeners) listener();
    },
    listeners: () => listeners.size,
  };
}

/** Real time that stands still until a test lets it pass. */
export function scriptSchedule() {
  const due: { at: number; run: () => void }[] = [];
  let now = 0;
  const schedule: BridgeService['schedule'] = (after, run) => {
    const entry = { at: now + after, run };
    due.push(entry);
    return () => {
      if (due.includes(entry)) due.splice(due.indexOf(entry), 1);
    };
  };
  const pass = (span: number) => {
    const until = now + span;
    for (;;) {
      const next = due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      due.splice(due.indexOf(next), 1);
      now = next.at;
      next.run();
    }
    now = until;
  };
  return { schedule, pass, waiting: () => due.length };
}

export function snapshotAt(revision: number): Snapshot {
  return {
    revision,
    product: { version: '0.0.0', host: 'node' },
    run: { id: 'run-1', startedAt: 0 },
    environment: { name: 'test', team: 'acme' },
    clock: { now: 0, mode: 'frozen', speed: 1 },
    client: {
      generation: 'panel',
      mode: 'traffic-and-dns',
      status: 'Connected',
      os: 'linux',
      version: '2026.3',
      banner: false,
      allowedToLeave: true,
    },
    browser: {},
    people: [],
    device: { online: true, asleep: false, clockSkew: 0 },
    person: { atDesk: true, doNotDisturb: false, screenLocked: false },
    day: [],
    provider: { prompt: 'none', mfa: 'none', trouble: 'none', scim: false },
    gateway: { tlsDecryption: false },
    posture: [],
    policies: { total: 0, items: [] },
    destinations: { total: 0, items: [] },
    names: [],
    notices: { total: 0, items: [] },
    flows: { total: 0, items: [] },
    actors: [],
    journal: [],
    addresses: {},
    edits: { pending: [] },
    findings: { errors: 0, warnings: 0 },
    remarks: [],
    offered: [],
    plays: 0,
    theme: 'system',
    assumptions: [],
  };
}
