import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyContext } from '../../app/network/policy-context.ts';
import { rulesetOf } from '../../app/session/ruleset-of.ts';
import { destinationOutlooks, nameOutlooks } from '../../app/view/outlook.ts';
import { loadEnvironmentFile } from '../../main/files/load-environment.ts';
import { story } from '../support/story.ts';
import { past } from '../support/worlds.ts';

const load = (name: string) => loadEnvironmentFile(join('examples', 'acme', `${name}.environment.yaml`));

/** What is dead at an instant, of destinations asked for by name. */
async function deadAt(name: string, span: string): Promise<readonly string[]> {
  const run = story(await load(name));
  const dead = destinationOutlooks(run.state, past(span)).filter(({ judgement }) => judgement.verdict.class !== 'none');
  return dead.map((outlook) => outlook.name);
}

describe('the environment of one policy', () => {
  it('holds 25 policies as exported, and one of them decides every private address', async () => {
    const environment = await load('one-policy');
    expect(environment.policies).toHaveLength(25);
    const ruleset = rulesetOf(environment);
    const part = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        part,
        part,
        part,
        fc.integer({ min: 1, max: 65_535 }),
        fc.constantFrom('tcp', 'udp'),
        (b, c, d, port, protocol) => {
          const address = `10.${b}.${c}.${d}`;
          const { matched } = ruleset.firstMatch(
            'l4',
            policyContext({ host: address, address, port, protocol }, { environment }),
          );
          expect(matched?.policy.name).toBe('Private range, weekly');
        },
      ),
    );
    const [checked, ...others] = ruleset.inOrder('l4').filter(({ limit }) => limit !== undefined);
    expect(others).toEqual([]);
    expect(checked?.limit).toBe(168 * 3_600_000);
  });

  it('loses every private destination and name at once', async () => {
    expect(await deadAt('one-policy', '167h59m')).toEqual([]);
    expect(await deadAt('one-policy', '168h')).toHaveLength(12);
  });
});

describe('the environment of a policy per application', () => {
  it('loses one application after another, and never a name, the identity provider or an agent', async () => {
    expect(await deadAt('per-application', '23h59m')).toEqual([]);
    expect(await deadAt('per-application', '24h')).toEqual(['hr']);
    expect(await deadAt('per-application', '72h')).toEqual(['hr', 'k8s']);
    const dead = await deadAt('per-application', '1000h');
    for (const spared of ['dns1', 'idp-private', 'backup']) expect(dead).not.toContain(spared);
    const run = story(await load('per-application'));
    expect(nameOutlooks(run.state, past('1000h')).every(({ judgement }) => judgement.verdict.class === 'none')).toBe(
      true,
    );
  });
});
