import { failureSurfaces } from '../../../app/environment/environment.ts';
import type { Record } from './record.ts';
import { mergeRows, sayEnd, sayWays, sayWords } from './rows.ts';
import { nameOf, type ProgramName, type Way } from './way.ts';

const titles: { readonly [program in ProgramName]: string } = {
  curl: 'curl',
  ssh: 'ssh',
  scp: 'scp',
  git: 'git',
  dig: 'dig',
  openssl: 'openssl',
  nc: 'nc (netcat of OpenBSD)',
  Chromium: 'Chromium',
};

/** docs/SURFACES.md, of what was seen. */
export function writeDocument({ versions, seen }: Record, ways: readonly Way[], open: readonly Open[]): string {
  const programs = [...new Set(ways.map(({ program }) => program))];
  const refused = ways.filter(({ codes }) => codes !== undefined);
  const untouched = ways.filter(({ codes }) => codes === undefined);
  const sections = programs.map((program) =>
    writeSection(
      program,
      refused.filter((way) => way.program === program),
      seen,
    ),
  );
  return [
    head(versions),
    ...sections,
    '## What goes on\n',
    'These were open when the session expired, and go on after it, whatever the surface:\n',
    ...open.filter(({ isJudgedAnew }) => !isJudgedAnew).map(sayItem),
    '\nThese are judged anew on a connection that stays open, and are refused like a first one:\n',
    ...open.filter(({ isJudgedAnew }) => isJudgedAnew).map(sayItem),
    '\nThese need no session:\n',
    ...untouched.map(sayItem),
    '',
  ].join('\n');
}

type Open = Pick<Way, 'program' | 'what' | 'by'> & { readonly isJudgedAnew: boolean };

const head = (versions: Record['versions']) => `# What programs see

When a session has expired, a program that is refused sees what the *failure surface* makes of it. It is one value of
the environment (\`gateway.surface\`), may differ by destination (\`destinations.NAME.surface\`), and
\`warp-emu serve --surface\` overrides both. A private name is refused as its resolver is. Before the expiry, and after
signing in again, all of this works.

| Surface | What happens to a refused connection | A private name |
| --- | --- | --- |
| \`faithful\` | It is accepted, and no byte ever comes. After 30 s it is reset. | no answer |
| \`reset\` | It is accepted and reset. | no answer; over TCP a reset |
| \`close\` | It is accepted and ends, with nothing said. | no answer; over TCP an end |
| \`timeout\` | The proxy says after 30 s that it can’t connect. | no answer |
| \`explain\` | The proxy refuses at once, and says why where its protocol has words for it. | SERVFAIL, with the reason |

What follows was measured on Linux with Chromium and
${Object.entries(versions)
  .filter(([program]) => program !== 'scp')
  .map(([program, version]) => `${program} ${version}`)
  .join(', ')}.
HOST stands for the private host, PORT for the emulator’s DNS port, N for a number. A program ends “at its limit” when it
was given one by the named option. SOCKS5 and SOCKS4 are asked for an address, SOCKS5h and SOCKS4a for a name. Netcat calls
every end a good one, and tells ssh nothing of it: use \`warp-emu ssh-config\`, which goes by \`warp-emu pipe\`.

\`UPDATE_SURFACES=1 npm test -- test/service/clients\` measures anew and writes this page.
`;

function writeSection(program: ProgramName, ways: readonly Way[], seen: Record['seen']): string {
  const rows = failureSurfaces.flatMap((surface) => {
    const cells = ways.flatMap((way) => {
      const cell = seen[surface][nameOf(way)];
      return cell === undefined ? [] : [{ way, cell }];
    });
    return mergeRows(surface, cells);
  });
  const hasExit = program !== 'Chromium';
  const heading = ['Surface', 'Way', 'Ends', ...(hasExit ? ['Exit'] : []), 'Says'];
  const lines = rows.map(({ surface, ways: merged, seen: { when, exit, words } }) => [
    `\`${surface}\``,
    sayWays(merged),
    sayEnd(merged, when),
    ...(hasExit ? [exit === undefined ? '' : String(exit)] : []),
    sayWords(words),
  ]);
  const table = [heading, heading.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${titles[program]}\n`, ...table, ''].join('\n');
}

const sayItem = ({ program, what, by }: Pick<Way, 'program' | 'what' | 'by'>) =>
  `- ${program}: ${what}${by === '' ? '' : `, by ${by}`}`;
