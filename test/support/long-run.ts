import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Emulator } from '../../app/emulator.ts';
import type { Environment } from '../../app/environment/environment.ts';
import type { Command } from '../../app/session/command.ts';
import { hour } from '../../app/time/instant.ts';
import { createFresh } from '../../main/run-here.ts';

/** So many commands are decided and written together. */
const batch = 500;

/**
 * Lives through a run on the real engine, as fast as it goes, and leaves it in a data directory for a host to go on with,
 * its clock frozen. Somebody tries one destination after another, looks names up, leaves the desk at times, and signs in
 * every three weeks, until the log has so many lines.
 */
export async function writeLongRun(dataDirectory: string, environment: Environment, lines: number): Promise<void> {
  const onTrouble = (fault: Error) => {
    throw fault;
  };
  const run = await createFresh({ dataDirectory, wallNow: Date.now, onTrouble }, { environment }, []);
  const emulator: Emulator = new Emulator({ ...run.begin(() => emulator), time: { now: () => 0 } });
  await emulator.submit({ type: 'freeze-clock' });
  const places = Object.values(environment.destinations).flatMap(({ host, ports }) =>
    Object.keys(ports).map((port) => ({ host, port: Number(port) })),
  );
  for (let turn = 0; emulator.revision < lines; turn += batch) {
    const by = { kind: 'app' } as const;
    const commands = Array.from({ length: Math.min(batch, lines - emulator.revision) }, (_, index): Command => {
      const at = turn + index;
      const place = places[at % places.length] ?? { host: '10.0.0.1', port: 443 };
      if (at % 50 === 0) return { type: 'advance', to: emulator.now + 3 * hour * (1 + index / 50), jump: true };
      if (at % 50 === 25) return { type: 'change-person', facts: { atDesk: at % 100 === 25 } };
      if (at % 7 === 0) return { type: 'resolve-name', attempt: { name: place.host, recordType: 'A' }, by };
      return { type: 'request-connection', attempt: { ...place, protocol: 'tcp' }, by, hold: false };
    });
    await Promise.all(commands.map((command) => emulator.submit(command)));
    if ((turn / batch) % 17 === 16) await signIn(emulator);
  }
  await run.log.close();
  const preferences = { lastRun: run.id, ports: { proxy: 0, dns: 0 } };
  writeFileSync(join(dataDirectory, 'preferences.json'), JSON.stringify(preferences));
}

async function signIn(emulator: Emulator): Promise<void> {
  const email = emulator.state.session?.email;
  if (email === undefined) return;
  await emulator.submit({ type: 'start-reauth', from: 'settings' });
  const reauthId = emulator.state.reauth?.id ?? '';
  await emulator.submit({ type: 'complete-reauth', reauthId, email });
}
