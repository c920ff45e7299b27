import { readFile } from 'node:fs/promises';
import { BridgeFailure } from '../../app/bridge/client.ts';
import type { ResultOf } from '../../app/bridge/contract.ts';
import type { Millis } from '../../app/time/instant.ts';
import { parseSpan } from '../../app/time/span.ts';
import { digestOfKey } from '../programs/browser-command.ts';
import { type ApiPlace, askApi, readText } from './api.ts';
import { type EmulatorEvent, type EventsOptions, listen } from './events.ts';
import { type Call, type Methods, methodsOver } from './methods.ts';
import { moveClock, parseMoment } from './move-clock.ts';

type Clock = ResultOf<'clock.show'>;

/** What Playwright launches a browser with, to send it through the emulator. */
export type BrowserOptions = {
  readonly proxy: { readonly server: string; readonly bypass: string };
  /** For Chromium: trust in the throw-away authority and in nothing else. */
  readonly args: string[];
};

/** A running emulator: every method of its contract, and what happens in it. Failures are `EmulatorFailure`s. */
export type EmulatorClient = Omit<Methods, 'clock'> & {
  readonly clock: Omit<Methods['clock'], 'to' | 'advance'> & {
    /** To an instant (`Date`, milliseconds or RFC 3339), or to `+168h01m` after the last sign-in. */
    to(at: Date | number | string): Promise<Clock>;
    /** By milliseconds, or a span such as `6d23h`. */
    advance(by: Millis | string): Promise<Clock>;
  };
  /** The methods by their names in the contract. */
  readonly call: Call;
  events(options: EventsOptions): Promise<AsyncGenerator<EmulatorEvent, void, undefined>>;
  /** Re-authenticates as this person, without a browser; answers how it ended. */
  signIn(email: string): Promise<ResultOf<'reauth.wait'>>;
  /** For `chromium.launch`. */
  browserOptions(): Promise<BrowserOptions>;
};

/** A client of the emulator whose control API is there. */
export function clientOf(place: ApiPlace): EmulatorClient {
  const call: Call = async (method, params) => {
    const response = await askApi(place, { path: method, body: JSON.stringify(params) });
    return JSON.parse(await readText(response, place.url));
  };
  const methods = methodsOver(call);
  const handlers = {
    'clock.advance': (params: { by: Millis }) => call('clock.advance', params),
    'clock.to': (params: { at: Millis }) => call('clock.to', params),
    inspect: () => call('inspect', {}),
  };
  return {
    ...methods,
    call,
    clock: {
      ...methods.clock,
      to: async (at) => {
        if (typeof at !== 'string') return call('clock.to', { at: Number(at) });
        const moment = parseMoment(at);
        if (moment === undefined || 'by' in moment)
          throw badTime(`“${at}” is no instant. Write RFC 3339, or +168h01m.`);
        await moveClock(handlers, moment);
        return call('clock.show', {});
      },
      advance: async (by) => {
        const span = typeof by === 'string' ? parseSpan(by) : by;
        if (span === undefined) throw badTime(`“${by}” is no span. Write 6d23h, 90s or "7d 3h".`);
        return call('clock.advance', { by: span });
      },
    },
    events: (options) => listen(place, options),
    signIn: async (email) => {
      const { walkToEnd } = await import('../cli/sign-in.ts');
      return walkToEnd({ call }, await call('reauth.start', { from: 'command-line', open: false }), email);
    },
    browserOptions: async () => {
      const [{ addresses }, { certificate }] = await Promise.all([call('inspect', {}), call('program.settings', {})]);
      const trusted = digestOfKey(await readFile(certificate, 'utf8'));
      return {
        // Sign-in pages and what one tests oneself are on loopback.
        proxy: { server: `http://${addresses.proxy}`, bypass: 'localhost,127.0.0.1,[::1]' },
        args: [`--ignore-certificate-errors-spki-list=${trusted}`],
      };
    },
  };
}

function badTime(message: string): BridgeFailure {
  return new BridgeFailure({ code: 'bad-request', message });
}
