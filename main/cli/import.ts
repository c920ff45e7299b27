import { type Command, Option } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { sayEdit } from './edit-report.ts';
import { type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { joinParagraphs } from './text.ts';

type ImportOptions = RunningOptions & {
  readonly to: 'this-run' | 'new-run';
  readonly add?: boolean;
  readonly now?: boolean;
  readonly dryRun?: boolean;
  readonly profile?: string;
};

export function addImportCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(
      program.command('import').description('take exported policies, or an environment, into the running emulator'),
    ),
    'import gateway-rules.json gateway-lists.json --dry-run',
    'import exports/ --now',
    'import mine.environment.yaml --to new-run',
  )
    .argument('<file...>', 'exports of the API, Terraform’s files, folders of them, or one *.environment.yaml')
    .addOption(new Option('--to <run>', 'where to').choices(['this-run', 'new-run']).default('this-run'))
    .option('--add', 'let policies join those there are, instead of replacing them')
    .option('--profile <name>', 'the device profile to take, by name or id (default: the default one)')
    .option('--now', 'at once; otherwise policies take their time to act')
    .option('--dry-run', 'say what it would bring, and change nothing')
    .action((paths: string[], { to, add, now = false, dryRun, profile, ...options }: ImportOptions) =>
      session.talk(options, async (emulator) => {
        const { readImportFiles } = await import('./import-files.ts');
        const policies = add ? 'add' : 'replace';
        const files = await readImportFiles(paths);
        const params = { files, policies, ...(profile === undefined ? {} : { profile }) } as const;
        const preview = await emulator.call('import.preview', params);
        if (dryRun === true)
          return { json: preview, text: joinParagraphs(...sayPreview(preview), ['Nothing has changed.']) };
        const result = await emulator.call('import.apply', { ...params, to, now });
        const json = { ...preview, ...result };
        return { json, text: joinParagraphs(...sayPreview(preview), [await sayEdit(emulator, result)]) };
      }),
    );
}

function sayPreview({ name, summary, changes, settings = [], warnings }: ResultOf<'import.preview'>): string[][] {
  const signs = { added: '+', removed: '−', changed: '~' } as const;
  return [
    [`${name}: ${summary}`],
    changes.map(({ what, policy }) => `  ${signs[what]} ${policy}`),
    settings.map((setting) => `  ~ ${setting}`),
    warnings,
  ];
}
