import { type Command, Option } from 'commander';
import { type AnnotationsOption, annotate, withAnnotations } from './annotations.ts';
import { readCount, readSpan } from './arguments.ts';
import { badInput } from './failure.ts';
import { addGroup, type JsonOption, type RunningOptions, type Session, withExamples, withJson } from './session.ts';

type ImportOptions = JsonOption & { format: 'auto' | 'api' | 'terraform'; varFile?: string[]; profile?: string };
type LintOptions = RunningOptions & AnnotationsOption & { varFile?: string[]; running?: boolean };
type ExplainOptions = JsonOption & {
  environment: string;
  to: string;
  sni?: string;
  age?: number;
  all?: boolean;
  offset?: number;
};

export function addPolicyCommands(program: Command, session: Session): void {
  const policy = addGroup(
    program,
    'policy',
    'read Gateway policies, without a running emulator',
    'policy import exports/',
  );

  withExamples(
    withJson(policy.command('import').description('read exports or Terraform, and say what was found')),
    'policy import gateway-rules.json gateway-lists.json',
    'policy import exports/ --json',
    'policy import infrastructure/ --var-file production.tfvars',
  )
    .argument('<path...>', 'exports of the API or Terraform’s files, or folders of them')
    .addOption(
      new Option('--format <format>', 'how they are written').choices(['auto', 'api', 'terraform']).default('auto'),
    )
    .option('--var-file <file...>', 'values of Terraform’s variables, as terraform plan takes them')
    .option('--profile <name>', 'the device profile to take, by name or id (default: the default one)')
    .action((paths: string[], { format, varFile = [], profile, ...options }: ImportOptions) =>
      session.run(options, async () => {
        const { importPolicies } = await import('./policy-import.ts');
        return importPolicies(paths, { format, varFile, ...(profile === undefined ? {} : { profile }) });
      }),
    );

  withExamples(
    withAnnotations(
      withJson(policy.command('lint').description('find what will lock people out; exits 1 when there is any error')),
    ),
    'policy lint exports/',
    'policy lint acme.environment.yaml --json',
    'policy lint --running',
  )
    .argument('[path...]', 'exports of the API, Terraform’s files, folders of them, or environments, which show more')
    .option('--var-file <file...>', 'values of Terraform’s variables')
    .option('--running', 'the environment of the running emulator instead, edits on their way included')
    .option('--data-dir <dir>', 'which emulator, when several run (or WARP_EMU_DATA_DIR)')
    .action((paths: string[], { varFile = [], running = false, annotations, ...options }: LintOptions) => {
      if ((paths.length === 0) !== running) throw badInput('Name what to look at: files or folders, or --running.');
      if (!running) {
        return session.run(options, async () => {
          const { lintPaths } = await import('./policy-import.ts');
          return annotate({ annotations }, session.io, () => lintPaths(paths, { varFile }));
        });
      }
      return session.talk(options, async (emulator) => {
        const { reportFindings } = await import('./finding-report.ts');
        const { findings, errors, warnings } = await emulator.call('policy.lint', {});
        return reportFindings(findings, errors + warnings);
      });
    });

  withExamples(
    withJson(
      policy
        .command('explain')
        .description('judge one connection in an environment: every policy in order, the reasons, and how to be sure'),
    ),
    'policy explain --environment acme.environment.yaml --to tcp://10.20.0.10:443',
    'policy explain --environment acme.environment.yaml --to https://wiki.corp.internal/ --age 8d --json',
  )
    .requiredOption('--environment <file>', 'a *.environment.yaml')
    .requiredOption('--to <url>', 'tcp://HOST:PORT, udp://HOST:PORT, ssh://HOST, or an http or https URL')
    .option('--sni <host>', 'the name that the TLS client asks for')
    .option('--age <span>', 'how long ago the person signed in (default: just now)', readSpan)
    .option('--all', 'tell also the policies for other destinations, and those after the match')
    .option('--offset <count>', 'leave out that many of the told policies: 200 are told at once', readCount)
    .action(({ environment, to, sni, age = 0, all = false, offset = 0, ...options }: ExplainOptions) =>
      session.run(options, async () => {
        const { explainConnection } = await import('./policy-explain.ts');
        return explainConnection({ environment, to, age, all, offset, ...(sni === undefined ? {} : { sni }) });
      }),
    );
}
