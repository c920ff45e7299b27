import type { Handlers } from '../../app/bridge/contract.ts';
import type { Emulator } from '../../app/emulator.ts';
import { explainWhole } from '../../app/explain/explain-attempt.ts';
import { isAnswered, type Verdict } from '../../app/session/verdict.ts';
import { clientSettingsOf } from '../../app/view/client-settings.ts';

type DeviceHandlers = Pick<
  Handlers,
  'ping' | 'browser.forget' | 'client.settings' | Extract<keyof Handlers, `registration.${string}`>
>;

export function createDeviceHandlers(emulator: Emulator): DeviceHandlers {
  return {
    ping: async ({ name }) => {
      const attempt = { host: name, port: 0, protocol: 'icmp' } as const;
      const { verdict, target } = await emulator.requestConnection(attempt, { hold: false });
      const answered = isAnswered(verdict);
      const address = target && emulator.state.environment.destinations[target.destination]?.address;
      const explanation = explainWhole(emulator.state, verdict, { attempt, what: name, at: emulator.now });
      return { name, answered, seen: tellPing(name, verdict, address), explanation };
    },
    'registration.show': async () => {
      const { environment, registration, session } = emulator.state;
      const deviceName = environment.device.name;
      if (registration === undefined) return { deviceName };
      const user = session === undefined ? {} : { user: session.email };
      return { deviceName, ...registration, team: environment.team.name, ...user };
    },
    'registration.delete': () => submit(emulator, 'delete-registration'),
    'registration.log-out': () => submit(emulator, 'log-out'),
    'registration.revoke': () => submit(emulator, 'revoke-registration'),
    'registration.force-reauth': () => submit(emulator, 'force-reauth'),
    'browser.forget': () => submit(emulator, 'forget-browser'),
    'client.settings': async () => ({ lines: [...clientSettingsOf(emulator.state.environment)] }),
  };
}

async function submit(
  emulator: Emulator,
  type: 'delete-registration' | 'log-out' | 'revoke-registration' | 'force-reauth' | 'forget-browser',
): Promise<Record<string, never>> {
  await emulator.submit({ type });
  return {};
}

function tellPing(name: string, verdict: Verdict, address: string | undefined): string {
  if (isAnswered(verdict)) return `reply from ${address ?? name}`;
  if (verdict.class === 'unknown-destination' || verdict.stage === 'dns')
    return `${name}: the name could not be resolved`;
  return 'request timed out';
}
