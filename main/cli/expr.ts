import { type Command, Option } from 'commander';
import type { ExpressionKind } from '../../app/expression/fields.ts';
import { addGroup, type JsonOption, type Session, withExamples, withJson } from './session.ts';

type Dialects = { readonly strict?: boolean };
type CheckOptions = JsonOption & Dialects & { readonly kind?: ExpressionKind };
type EvalOptions = CheckOptions & { readonly context: string; readonly lists?: string };

const aFault = '\nA fault in the expression is bad input: exit code 2, with its place and what to write instead.';

export function addExprCommands(program: Command, session: Session): void {
  const expr = addGroup(
    program,
    'expr',
    "check and try the expressions of Gateway's policies",
    "expr check 'net.dst.port == 443'",
  );

  withExamples(
    withDialects(withKind(withJson(expr.command('check').description('parse an expression and check its types')))),
    `expr check 'net.dst.ip in {10.0.0.0/8} and net.dst.port == 443'`,
    `expr check --kind identity 'any(identity.groups.name[*] in {"Staff"})' --json`,
    'expr check - < traffic.txt',
  )
    .argument('<expression>', 'in quotes, or - to read it from stdin')
    .addHelpText('after', aFault)
    .action((text: string, options: CheckOptions) =>
      session.run(options, async () => {
        const { checkExpression } = await import('./expr-check.ts');
        return checkExpression(await readExpression(text, session), options);
      }),
    );

  withExamples(
    withDialects(
      withKind(withJson(expr.command('eval').description('tell the value of an expression in one context'))),
    ),
    `expr eval --context here.json 'net.dst.port == 443'`,
    `expr eval --context here.json --lists lists.json 'net.dst.ip in $servers' --json`,
  )
    .argument('<expression>', 'in quotes, or - to read it from stdin')
    .requiredOption('--context <file>', '{"field": value}; an absent key is an absent field')
    .option('--lists <file>', '{"name": [values]}, for $name')
    .addHelpText('after', aFault)
    .action((text: string, options: EvalOptions) =>
      session.run(options, async () => {
        const { evaluateExpression } = await import('./expr-check.ts');
        return evaluateExpression(await readExpression(text, session), options);
      }),
    );

  withExamples(
    withDialects(expr.command('batch').description('answer many expressions, one JSON line in and one out, in order')),
    'expr batch cases.jsonl > answers.jsonl',
    'expr batch --strict - < cases.jsonl',
  )
    .argument('<file>', 'a *.jsonl, or - for stdin')
    .addHelpText('after', batchHelp)
    .action(async (file: string, { strict = false }: Dialects) => {
      const { answerFile } = await import('./expr-batch.ts');
      await answerFile(file, strict ? 'strict' : 'lenient', session.io);
      session.finish(0);
    });
}

const batchHelp = `
In:   {"id", "expression", "context"?, "schema"?, "lists"?, "options"?}
      context  {"field": value}; bytes are "text" or {"$bytes": [1, 2]}, addresses are text
      schema   {"field": type} instead of Gateway's fields: Bool Int Ip Bytes Array(T) Map(T)
      lists    {"name": [values]}
      options  {"nil_not_equal": true, "max_nesting_depth": 128}; depths above 1000 count as 1000
Out:  {"id", "ok": true, "value": true | false | null}; null when there is no context
      {"id", "ok": false, "error": {"message", "line", "column", "length"}}
A line that can't be read is answered by an error, and the rest goes on.`;

function withKind(command: Command): Command {
  const kinds = ['l4', 'http', 'identity', 'device_posture'] as const satisfies readonly ExpressionKind[];
  return command.addOption(new Option('--kind <kind>', 'which fields it may name (default: all)').choices(kinds));
}

function withDialects(command: Command): Command {
  return command
    .addOption(new Option('--strict', 'only what the public engine takes').conflicts('lenient'))
    .option('--lenient', "also Gateway's documented quirks (default)");
}

async function readExpression(text: string, { io }: Session): Promise<string> {
  if (text !== '-') return text;
  const { readAll } = await import('./lines.ts');
  return readAll(io.stdin());
}
