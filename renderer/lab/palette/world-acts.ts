import type { MethodName, ParamsOf } from '../../../app/bridge/contract.ts';
import { second } from '../../../app/time/instant.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import type { SignInWay } from '../../shared/sign-in.ts';
import { paletteTexts as words } from '../../shared/texts/palette.ts';
import { texts } from '../../shared/texts.ts';
import { type ThemeChoice, themeChoices } from '../../shared/theme.ts';
import { because, type PaletteAct, type PaletteGroup } from './palette-act.ts';

/** What acts are carried out by. */
export type Means = {
  call<M extends MethodName>(method: M, params: ParamsOf<M>): unknown;
  signIn(way: SignInWay): void;
  showTheme(theme: ThemeChoice): void;
  copy(address: string): void;
  to(at: number): void;
};

const speeds = [1, 60, 3600];
const most = 5;

export function worldActs(snapshot: Snapshot, now: number, means: Means): readonly PaletteAct[] {
  return [
    ...signInActs(snapshot, means),
    ...clockActs(snapshot, now, means),
    ...factActs(snapshot, means),
    ...lookActs(snapshot, means),
  ];
}

function signInActs({ user, registration, reauth, browser }: Snapshot, means: Means): readonly PaletteAct[] {
  const group: PaletteGroup = 'sign-in';
  const cannot =
    reauth !== undefined
      ? words.why.signInOpen
      : registration === undefined
        ? words.why.notEnrolled
        : registration.status === 'revoked'
          ? words.why.revoked
          : undefined;
  const enrolled = because(registration === undefined, words.why.notEnrolled);
  const whom = user === undefined ? words.nobody : `${user.name} (${user.email})`;
  return [
    {
      ...{ id: 'sign-in', group, title: words.signIn(whom), words: words.signInWords },
      ...(cannot === undefined ? {} : { why: cannot }),
      run: () => means.signIn('settings'),
    },
    ...(registration === undefined
      ? [
          {
            id: 'enrol',
            group,
            title: words.enrol,
            words: words.enrolWords,
            run: () => means.signIn('enrolment'),
          },
        ]
      : []),
    {
      ...{ id: 'cancel-sign-in', group, title: words.cancelSignIn, words: words.signInWords },
      ...because(reauth === undefined, words.why.noSignIn),
      run: () => means.call('reauth.cancel', {}),
    },
    {
      ...{ id: 'force-reauth', group, title: words.forceReauth, words: words.signInWords, ...enrolled },
      run: () => means.call('registration.force-reauth', {}),
    },
    {
      ...{ id: 'forget', group, title: words.forget, words: words.forgetWords },
      ...because(browser.remembers === undefined, words.why.nobodyRemembered),
      run: () => means.call('browser.forget', {}),
    },
  ];
}

function clockActs(snapshot: Snapshot, now: number, means: Means): readonly PaletteAct[] {
  const group: PaletteGroup = 'clock';
  return [
    ...expiriesOf(snapshot, now).flatMap(({ at, what }): readonly PaletteAct[] => [
      {
        ...{ id: `before ${what}`, group, title: words.before(what), words: words.expiryWords },
        run: () => means.to(Math.max(now, at - 30 * second)),
      },
      {
        ...{ id: `past ${what}`, group, title: words.past(what), words: words.expiryWords },
        run: () => means.to(at + 60 * second),
      },
    ]),
    ...speeds.map(
      (speed): PaletteAct => ({
        ...{ id: `speed ${speed}`, group, title: words.speed(speed), words: words.speedWords },
        run: () => means.call('clock.follow', { speed }),
      }),
    ),
  ];
}

/** The next few, each told by the policy or the application whose limit it is. */
function expiriesOf(
  { destinations }: Snapshot,
  now: number,
): readonly { readonly at: number; readonly what: string }[] {
  const byLimit = new Map<string, number>();
  for (const { expiresAt, limit } of destinations.items) {
    if (expiresAt === undefined || limit === undefined || expiresAt <= now) continue;
    byLimit.set(limit.name, Math.min(expiresAt, byLimit.get(limit.name) ?? expiresAt));
  }
  return [...byLimit]
    .map(([name, at]) => ({ at, what: `“${name}”` }))
    .toSorted((one, other) => one.at - other.at)
    .slice(0, most);
}

function factActs({ person, device, client }: Snapshot, means: Means): readonly PaletteAct[] {
  const stands = { ...person, online: device.online, asleep: device.asleep };
  const group: PaletteGroup = 'world';
  const isOn = client.status !== 'Disconnected';
  const facts = (Object.keys(words.facts) as (keyof typeof words.facts)[]).map((fact): PaletteAct => {
    const { on, off, words: other } = words.facts[fact];
    const title = stands[fact] ? off : on;
    return { id: fact, group, title, words: other, run: () => means.call('world.set', { [fact]: !stands[fact] }) };
  });
  return [
    ...facts,
    {
      ...{ id: 'client', group, title: isOn ? words.disconnect : words.connect, words: words.clientWords },
      run: () => means.call(isOn ? 'client.disconnect' : 'client.connect', {}),
    },
  ];
}

function lookActs({ theme, addresses }: Snapshot, means: Means): readonly PaletteAct[] {
  const kinds = Object.keys(words.addresses) as (keyof typeof words.addresses)[];
  return [
    ...kinds.map((kind): PaletteAct => {
      const address = addresses[kind];
      return {
        ...{ id: `copy ${kind}`, group: 'copy', title: words.copy(words.addresses[kind]) },
        words: `${words.copyWords} ${words.addressWords[kind]}`,
        ...because(address === undefined, words.why.notListening),
        run: () => means.copy(address ?? ''),
      };
    }),
    ...themeChoices.map(
      (choice): PaletteAct => ({
        ...{
          id: `theme ${choice}`,
          group: 'look',
          title: words.theme(texts.theme.names[choice]),
          words: words.themeWords,
        },
        ...because(choice === theme, words.why.already),
        run: () => means.showTheme(choice),
      }),
    ),
  ];
}
