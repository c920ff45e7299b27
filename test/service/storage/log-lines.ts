import type { LogLine } from '../../../app/ports.ts';

export function lineAt(n: number): LogLine {
  const environmentSized = 'x'.repeat(n % 97 === 0 ? 20_000 : n % 50);
  const command = { type: 'report-delivery', noticeId: `notice-${n}`, delivery: environmentSized } as const;
  return { n, at: n, command, events: [{ at: n, type: 'client-connected' }] };
}
