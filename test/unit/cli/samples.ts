import type { Explanation, Inspection } from '../../../app/bridge/contract.ts';

export const refused: Explanation = {
  verdict: {
    outcome: 'refused',
    class: 'session',
    stage: 'network',
    checked: true,
    policy: { id: 'p1', name: 'Private range, weekly' },
    trace: [{ step: 'matched' }],
    ageSeconds: 604_860,
    limitSeconds: 604_800,
    notice: 'shown',
  },
  summary: 'wiki.corp.internal is refused: the session expired.',
  because: ['The client is connected.', 'The session check failed.'],
  user: 'Open Preferences › Account.',
  support: 'Read the age and the limit.',
};

export const allowed: Explanation = {
  ...refused,
  verdict: { ...refused.verdict, outcome: 'allowed', class: 'none', ageSeconds: 60, notice: 'none' },
  summary: 'wiki.corp.internal answers.',
};

export const inspection: Inspection = {
  connection: 'Connected',
  mode: 'traffic-and-dns',
  user: 'alice@example.com',
  session: { authenticatedAt: '2026-03-02T09:00:00Z', ageSeconds: 604_860 },
  clock: { now: '2026-03-09T09:01:00Z', mode: 'frozen', speed: 1 },
  addresses: { ui: 'http://127.0.0.1:41000', proxy: '127.0.0.1:40000' },
  sentence: 'The internal network is dead.',
  policies: [
    { id: 'p1', name: 'HR', enabled: true, limitSeconds: 605_400, leftSeconds: 540, expired: false, faults: [] },
    { id: 'p2', name: 'Odd', enabled: true, expired: false, faults: ['"7d" is no duration'] },
  ],
  destinations: [
    { name: 'wiki', host: 'wiki.corp.internal', reachable: false, class: 'session' },
    { name: 'hr', host: 'hr.corp.internal', reachable: true, class: 'none', leftSeconds: 540 },
    { name: 'vault', host: 'vault.corp.internal', reachable: true, class: 'none', leftSeconds: 900_000 },
    { name: 'printer', host: 'printer.corp.internal', reachable: true, class: 'none' },
  ],
  notices: [
    {
      at: '2026-03-09T09:00:41Z',
      policy: { id: 'p1', name: 'Private range, weekly' },
      fate: 'missed',
      refusedSince: 12,
      host: 'mail.corp.internal',
      actor: 'mail',
    },
  ],
  flows: [],
  revision: 7,
  stateHash: 'ab',
};
