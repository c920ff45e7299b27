import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory, runProgram } from '../support/host.ts';
import { durationOf, millisecondsOf, type Row, rounds } from './measure.ts';

const program = 'out/main/cli.js';

/** The command line on folders of Terraform files, started anew each time: Node's start and the parser's are in it. */
export async function measureTerraform(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const count of [0, 300, 3000]) {
    const folder = join(makeDirectory(), 'terraform');
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of filesOf(count)) writeFileSync(join(folder, name), text);
    const spread = await durationOf(async () => {
      const { ms, result } = await millisecondsOf(() =>
        runProgram(process.execPath, [program, 'policy', 'import', folder]),
      );
      if (!result.stdout.startsWith(`${count + 1} polic`))
        throw new Error(`${result.stdout.slice(0, 200)}${result.stderr}`);
      return ms;
    });
    rmSync(folder, { recursive: true, force: true });
    rows.push({
      ...{ figure: `Terraform, ${(count + 1).toLocaleString('en')} policies`, unit: 'ms', ...spread },
      how: `${program} policy import of a folder, from its start to its end; ${rounds} times`,
    });
  }
  return rows;
}

/** Ten policies a file: attributes of version 5, locals, references to lists, heredocs; a fifth of them by `for_each`. */
function filesOf(count: number): ReadonlyMap<string, string> {
  const files = new Map([['main.tf', `${shared}${policyOf(0)}`]]);
  for (let first = 1; first <= count; first += 10) {
    const apart = Array.from({ length: 8 }, (_, index) => policyOf(first + index));
    files.set(`policies-${first}.tf`, [...apart, repeatedOf(first + 8)].join('\n'));
  }
  return files;
}

const shared = `terraform {
  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 5.0"
    }
  }
}
variable "account" { default = "0123456789abcdef0123456789abcdef" }
locals {
  session  = "\${7 * 24}h"
  networks = ["10.1.0.0/16", "10.2.0.0/16"]
  groups   = { staff = "Staff", admins = "Admins" }
}
`;

function policyOf(n: number): string {
  const address = `10.${Math.floor(n / 250) + 16}.${n % 250}`;
  return `resource "cloudflare_zero_trust_list" "app_${n}" {
  account_id = var.account
  name       = "App ${n}"
  type       = "IP"
  items = [
    { value = "${address}.1", description = "first" },
    { value = "${address}.2" },
  ]
}

# What application ${n} may be reached by.
resource "cloudflare_zero_trust_gateway_policy" "app_${n}" {
  account_id  = var.account
  name        = "App ${n} for \${local.groups.staff}"
  description = <<-TEXT
    Application ${n}: see the wiki.

    Owned by "team ${n % 7}".
  TEXT
  precedence  = ${n + 1}
  enabled     = true
  action      = "allow"
  filters     = ["l4"]
  traffic     = <<-EOT
    net.dst.ip in \${"$"}\${cloudflare_zero_trust_list.app_${n}.id}
    and net.dst.port in {\${join(" ", [443, ${8000 + (n % 1000)}])}}
    and not(net.dst.ip in {\${join(" ", local.networks)}})
  EOT
  identity    = "any(identity.groups.name[*] in {\\"\${local.groups["staff"]}\\" \\"Team ${n % 7}\\"})"
  rule_settings = {
    check_session = {
      enforce  = true
      duration = ${n % 2 === 0 ? 'local.session' : '"24h0m0s"'}
    }
  }
}
`;
}

function repeatedOf(n: number): string {
  return `resource "cloudflare_zero_trust_gateway_policy" "pair_${n}" {
  for_each   = { a = "10.9.${n % 250}.1", b = "10.9.${n % 250}.2" }
  account_id = var.account
  name       = format("Pair ${n} %s", upper(each.key))
  precedence = ${100_000 + 2 * n} + (each.key == "a" ? 0 : 1)
  enabled    = true
  action     = "block"
  filters    = ["l4"]
  traffic    = "net.dst.ip == \${each.value}"
}
`;
}
