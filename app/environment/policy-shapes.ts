import { z } from 'zod';

const sourceFile = z.string().describe('Name of the file that it was read from.');
const sourceLine = z.number().int().describe('Line in that file, counted from 1.');

/** A policy written into the environment itself; exports are imported instead, untouched. */
export const inlinePolicy = z
  .strictObject({
    id: z.string().min(1).describe('Its id, as scenarios and commands name it; no two are the same.'),
    name: z.string().exactOptional().describe('Its name, as verdicts tell it. Absent: its id.'),
    description: z.string().default('').describe('What it is for, for people.'),
    enabled: z.boolean().default(true).describe('Whether it is in force. A disabled one is passed over.'),
    precedence: z
      .number()
      .int()
      .describe('Its place among the others: the lowest is looked at first, and the first that matches decides.'),
    action: z
      .string()
      .default('allow')
      .describe(
        'What it does with what it matches, as the API spells it: allow, block, or resolve with its resolvers. A duration needs allow.',
      ),
    filter: z
      .enum(['l4', 'http', 'dns', 'egress', 'dns_resolver'])
      .default('l4')
      .describe(
        'What it judges: l4 connections, http requests, dns_resolver which resolver is asked. Only l4 and http have a duration.',
      ),
    traffic: z
      .string()
      .default('')
      .describe('Condition on the traffic, such as net.dst.ip in {10.0.0.0/8}. Absent or empty: any traffic.'),
    identity: z
      .string()
      .default('')
      .describe('Condition on the person, such as identity.email == "alice@example.com". Absent or empty: anybody.'),
    devicePosture: z
      .string()
      .default('')
      .describe(
        'Condition on posture checks, such as any(device_posture.checks.passed[*] in {"disk"}). Absent or empty: any device.',
      ),
    checkSession: z
      .union([
        z.string(),
        z.strictObject({
          enforce: z.boolean().describe('Whether the check is on.'),
          duration: z.string().describe('The age from which it refuses, such as 168h: h, m and s, no days.'),
        }),
      ])
      .exactOptional()
      .describe(
        'Its duration: the session’s age from which it refuses, such as 168h or 1h30m. There are no days: a week is 168h. Absent: it never expires.',
      ),
    resolvers: z
      .array(z.string())
      .exactOptional()
      .describe('Of a resolve policy: the addresses of the resolvers that are asked.'),
    source: z
      .strictObject({ file: sourceFile, line: sourceLine })
      .exactOptional()
      .describe('Where an import found it. The emulator writes this.'),
    unresolved: z
      .array(
        z.strictObject({
          part: z.string().describe('The part that is left open: traffic, identity, devicePosture or checkSession.'),
          message: z.string().describe('What is missing, in words.'),
          file: sourceFile.exactOptional(),
          line: sourceLine.exactOptional(),
          code: z
            .literal('unresolved-list')
            .exactOptional()
            .describe('A list whose values were in no file. Absent: it can’t be worked out.'),
        }),
      )
      .exactOptional()
      .describe('What the files of an import left open: such a policy never matches. The emulator writes this.'),
  })
  .meta({ title: 'A policy' });

export const importedPolicies = z
  .strictObject({
    import: z
      .string()
      .min(1)
      .describe(
        'Path, from this file, of an export, untouched: answers of the API (.json), Terraform’s files (.tf, .tfvars), or what terraform show -json prints.',
      ),
    profile: z
      .string()
      .exactOptional()
      .describe('Name or id of the device profile to take of the imported files. Absent: the default one.'),
  })
  .meta({ title: 'An export to import' });

export const inlineList = z.strictObject({
  id: z.string().min(1).describe('Its id, as conditions name it: $ and the id.'),
  name: z.string().default('').describe('Its name, by which conditions may name it, too.'),
  type: z.string().default('IP').describe('What its values are, as the API spells it: IP, DOMAIN, URL, EMAIL, SERIAL…'),
  values: z
    .array(z.string())
    .exactOptional()
    .describe('What stands in it. Absent: not known, so that policies that name it never match.'),
});

export const importWarning = z.strictObject({
  code: z.string().describe('What kind of remark it is.'),
  message: z.string().describe('The remark, in words.'),
  file: sourceFile,
  line: sourceLine,
});
