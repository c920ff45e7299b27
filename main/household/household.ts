import type { Handlers } from '../../app/bridge/contract.ts';
import { discardCrashReport, listCrashReports } from '../adapters/crash-reports.ts';
import { layoutOf } from '../adapters/data-directory.ts';
import type { Interception } from '../interception.ts';
import { type Belongings, deleteEverything } from './delete-everything.ts';
import { bytesIn } from './disk-use.ts';

export type HouseholdParts = Belongings & {
  readonly interception: Pick<Interception, 'prepareMove'>;
  readonly installLine: string;
  /** Told once listeners have moved: what the windows show of them is out of date then. */
  onMoved(): void;
  /** Shows a folder to the person. Rejects with the reason in words. */
  openFolder(path: string): Promise<void>;
};

type HouseholdHandlers = Omit<Pick<Handlers, Extract<keyof Handlers, `host.${string}`>>, 'host.leave-start'>;

/** The host and what it keeps on this computer. */
export function createHouseholdHandlers(parts: HouseholdParts): HouseholdHandlers {
  const { dataDirectory, preferences, installLine } = parts;
  const layout = layoutOf(dataDirectory);
  return {
    'host.show': async () => {
      const { theme, ports } = preferences.values;
      return {
        ...{ dataDirectory, logs: layout.logs, theme, installLine },
        bytes: {
          runs: await bytesIn(layout.runs),
          logs: await bytesIn(layout.logs),
          aside: (await bytesIn(layout.aside)) + (await bytesIn(layout.crashes)),
          total: await bytesIn(dataDirectory),
        },
        ports: chosen({ ui: ports.ui, proxy: ports.proxy, dns: ports.dns }),
        crashes: [...listCrashReports(dataDirectory)],
      };
    },
    'host.set': async ({ theme, ports = {} }) => {
      const { ui, proxy, dns } = ports;
      const move = await parts.interception.prepareMove({
        ...(proxy === undefined ? {} : { proxy }),
        ...(dns === undefined ? {} : { dns }),
      });
      try {
        preferences.update({
          ...(theme === undefined ? {} : { theme }),
          ports: { ...preferences.values.ports, ...chosen({ ui, proxy, dns }) },
        });
      } catch (fault) {
        await move.discard();
        throw fault;
      }
      const later = ui === undefined ? [] : [`The views move to port ${ui} at the next start.`];
      const cut = await move.commit();
      parts.onMoved();
      return { remarks: [...cut, ...later] };
    },
    'host.open-folder': async ({ which }) => {
      await parts.openFolder(which === 'logs' ? layout.logs : dataDirectory);
      return {};
    },
    'host.discard-crash': async ({ file }) => {
      discardCrashReport(dataDirectory, file);
      parts.onTidied('crashes');
      return {};
    },
    'host.delete-everything': async () => ({ id: await deleteEverything(parts) }),
  };
}

function chosen(ports: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(ports).flatMap(([name, port]) => (port === undefined ? [] : [[name, port] as const])),
  );
}
