import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labHost } from '../support/lab.ts';
import { dialog, dragFiles, dropFiles, example, type LabPage, lack, message, openLab, strip } from './lab-page.ts';

/** Runs in order; each step stands on the one before. */
describe.skipIf(lack !== undefined)('the household in the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab?.close());

  const button = (name: string | RegExp) => lab.page.getByRole('button', { name, exact: typeof name === 'string' });
  const sheet = (name: string) => dialog(lab.page, name);
  const closed = (name: string) => expect.poll(() => sheet(name).count()).toBe(0);
  const environmentName = () => lab.page.getByRole('banner').locator('strong').textContent();
  const policies = async () => (await lab.host.inspect()).policies.map(({ name }) => name);

  describe('findings', () => {
    const title = 'What will hurt in these policies';

    it('are told errors first, each with what to do, and lead to their policy', async () => {
      await button(/^Findings/).click();
      const items = sheet(title).getByRole('listitem');
      await expect.poll(() => items.count()).toBe(4);
      expect(await items.first().textContent()).toContain('One session duration (7 d) stands over all of 10.0.0.0/8.');
      expect(await items.last().textContent()).toContain('Enable it, or delete it.');
      await sheet(title).getByRole('button', { name: 'Show policy: Pilot: HR twice a day' }).click();
      await closed(title);
      await expect.poll(() => lab.page.locator(':focus').textContent()).toContain('Pilot: HR twice a day');
    });

    it('open by a key, and close', async () => {
      await lab.page.keyboard.press('f');
      await sheet(title).waitFor();
      await lab.page.keyboard.press('Escape');
      await closed(title);
    });
  });

  describe('designs', () => {
    it('stand side by side: one takes all at once, the other one thing at a time', async () => {
      await button('Compare…').click();
      const here = sheet('What dies at which age').getByRole('region', { name: /^Planned here/ });
      const there = sheet('What dies at which age').getByRole('region', { name: /^Beside it/ });
      await expect
        .poll(() => here.getByRole('heading').textContent())
        .toBe('12 of 16 destinations and the private names die at once, after 7 d.');
      expect(await there.getByRole('heading').textContent()).toBe(
        'The first expiry takes 1 of 16 destinations, after 1 d. Private names go on resolving.',
      );
      expect(await there.getByRole('term').allTextContents()).toEqual(['after 1 d', 'after 3 d', 'after 7 d', 'never']);
      expect(await there.getByRole('definition').first().textContent()).toBe('hr“HR, daily”');
    });

    it('are taken over in this run, after the real delay', async () => {
      await button('Take it over in this run').click();
      await closed('What dies at which age');
      await expect.poll(() => strip(lab.page).textContent()).toContain('Acts in 2 min 00 s');
      expect(await policies()).not.toContain('HR, daily');
      expect(await message(lab.page).textContent()).toContain('From the next run on: person.atDesk.');
    });

    it('leave nothing to find, even before they act', async () => {
      await expect.poll(() => button(/^Findings/).count()).toBe(0);
    });

    it('act once their time has come', async () => {
      await lab.host.run('clock', 'advance', '20s');
      await expect.poll(() => strip(lab.page).textContent()).toContain('Acts in 1 min 40 s');
      await button('Jump there').click();
      await expect.poll(policies).toContain('HR, daily');
      await expect.poll(() => strip(lab.page).textContent()).not.toContain('Acts in');
    });
  });

  describe('undo and redo', () => {
    it('say what they take back and bring again', async () => {
      expect(await button(/^Undo/).textContent()).toBe(
        'Undothe environment “Acme, a policy per application” was taken over',
      );
      await button(/^Undo/).click();
      await expect.poll(policies).not.toContain('HR, daily');
      await button(/^Redo/).click();
      await expect.poll(policies).toContain('HR, daily');
    });

    it('outlive a reload of the page', async () => {
      await lab.page.reload();
      await button(/^Undo/).waitFor();
      await lab.page.keyboard.press('Control+z');
      await expect.poll(policies).not.toContain('HR, daily');
    });
  });

  describe('an import', () => {
    it('is announced while files are held over the window', async () => {
      const drag = await dragFiles(lab.page, [example('per-application.gateway-rules.json')]);
      await lab.page.getByText('Drop to see what it would bring.').waitFor();
      await drag.drop();
      await expect.poll(() => lab.page.getByText('Drop to see what it would bring.').count()).toBe(0);
    });

    it('shows what comes and what goes before anything changes', async () => {
      const changes = sheet('Import').getByRole('region', { name: 'Against the environment as planned' });
      await expect.poll(() => sheet('Import').textContent()).toContain('10 come, 3 go.');
      expect(await changes.getByRole('listitem').allTextContents()).toContain('− goesPrivate range, weekly');
      await sheet('Import').getByRole('radio', { name: 'join those there are' }).click();
      await expect.poll(() => sheet('Import').textContent()).not.toContain('3 go');
      await sheet('Import').getByRole('radio', { name: 'replace those there are' }).click();
      await expect.poll(() => sheet('Import').textContent()).toContain('10 come, 3 go.');
      expect(await policies()).not.toContain('HR, daily');
    });

    it('acts at once when asked to', async () => {
      await sheet('Import').getByRole('radio', { name: 'at once' }).click();
      await sheet('Import').getByRole('button', { name: 'Import', exact: true }).click();
      await closed('Import');
      expect(await policies()).toContain('HR, daily');
      await button(/^Undo/).click();
      await expect.poll(policies).not.toContain('HR, daily');
    });

    it('that can’t be read says where, and changes nothing', async () => {
      const before = (await lab.host.inspect()).stateHash;
      await dropFiles(lab.page, ['broken.json', '{"result": [\n{"id":1,}]}']);
      await expect.poll(() => sheet('Import').getByRole('alert').textContent()).toContain('broken.json:2:9');
      expect(await sheet('Import').getByRole('alert').textContent()).toContain('Nothing was changed.');
      await dropFiles(lab.page, ['main.tf', 'resource "a" "b" {\n  name = \n}']);
      await expect
        .poll(() => sheet('Import').getByRole('alert').textContent())
        .toContain('main.tf:2:10: expected a value');
      await dropFiles(lab.page, ['export.zip', 'PK']);
      await expect.poll(() => sheet('Import').getByRole('alert').textContent()).toContain('export.zip is no .json');
      await sheet('Import').getByRole('button', { name: 'Cancel' }).click();
      expect((await lab.host.inspect()).stateHash).toBe(before);
    });

    it('of device profiles names the settings that would change, and takes the profile that is chosen', async () => {
      const device = (name: string) =>
        [name, readFileSync(join('test', 'fixtures', 'api', 'profiles', 'devices', name), 'utf8')] as const;
      await dropFiles(lab.page, device('policies.json'), device('policy.json'));
      const settings = sheet('Import').getByRole('list', { name: 'Settings that would change' }).getByRole('listitem');
      await expect.poll(() => settings.allTextContents()).toContain('2 fallback domains');
      await sheet('Import').getByRole('radio', { name: 'Contractors' }).click();
      await expect.poll(() => settings.allTextContents()).toContain('client mode Traffic only');
      await sheet('Import').getByRole('radio', { name: 'at once' }).click();
      await sheet('Import').getByRole('button', { name: 'Import', exact: true }).click();
      await closed('Import');
      const mode = async () => (await lab.host.inspect()).mode;
      expect(await mode()).toBe('traffic-only');
      await button(/^Undo/).click();
      await expect.poll(mode).toBe('traffic-and-dns');
    });

    it('warns with file and line', async () => {
      const [, text] = example('one-policy.gateway-rules.json');
      const odd = text.replace('"168h0m0s"', '"7d"');
      expect(odd).not.toBe(text);
      await dropFiles(lab.page, ['odd.json', odd]);
      await expect.poll(() => sheet('Import').textContent()).toMatch(/▲ odd\.json:\d+: /);
      await sheet('Import').getByRole('button', { name: 'Cancel' }).click();
    });

    it('of an environment may begin a run, and the way back is offered', async () => {
      const before = await environmentName();
      await dropFiles(
        lab.page,
        ...['per-application.environment.yaml', 'per-application.gateway-rules.json', 'gateway-lists.json'].map(
          example,
        ),
      );
      await sheet('Import').getByText('Acme, a policy per application').waitFor();
      await sheet('Import')
        .getByRole('radio', { name: /^a new run/ })
        .click();
      await button('Start a new run with it').click();
      await expect.poll(environmentName).toBe('Acme, a policy per application');
      await button('Go back to it').click();
      await expect.poll(environmentName).toBe(before);
    });
  });

  describe('runs', () => {
    it('start over, and keep the run before', async () => {
      await button('Runs…').click();
      await sheet('Runs').getByRole('button', { name: 'Start over' }).click();
      await closed('Runs');
      await expect.poll(() => message(lab.page).textContent()).toContain('The run before it is kept as run-');
      await expect.poll(() => strip(lab.page).count()).toBe(0);
    });

    it('begin with a named start', async () => {
      await button('Runs…').click();
      await sheet('Runs').getByRole('button', { name: 'New run with Acme, a policy per application' }).click();
      await expect.poll(environmentName).toBe('Acme, a policy per application');
    });

    it('are listed with how they were left, and gone on with', async () => {
      await button('Runs…').click();
      const nodes = sheet('Runs').getByRole('treeitem');
      await expect.poll(() => nodes.count()).toBe(4);
      await nodes.first().click();
      const chosen = sheet('Runs').getByRole('region', { name: 'Chosen' });
      expect(await chosen.textContent()).toMatch(/It got to .* UTC\. Started on .*, \d+ kB on the disk\./);
      await sheet('Runs')
        .getByRole('treeitem', { name: /Acme, one policy/ })
        .last()
        .click();
      await chosen.getByRole('button', { name: 'Go on with it' }).click();
      await expect.poll(environmentName).toBe('Acme, one policy');
      await expect.poll(() => message(lab.page).textContent()).toContain('goes on where it was left.');
    });
  });

  describe('settings', () => {
    const openSettings = async (tab: string) => {
      await lab.page.keyboard.press('s');
      await sheet('Settings').getByRole('tab', { name: tab }).click();
    };

    it('keep the theme with the host, for every window', async () => {
      await openSettings('Appearance');
      await sheet('Settings').getByRole('radio', { name: 'dark' }).click();
      const scheme = () => lab.page.evaluate(() => document.documentElement.dataset.scheme);
      await expect.poll(scheme).toBe('dark');
      await lab.page.evaluate(() => window.localStorage.clear());
      await lab.page.reload();
      await expect.poll(scheme).toBe('dark');
      // The theme is there before the keys are.
      await lab.page.getByRole('heading', { level: 1 }).waitFor();
    });

    it('move the proxy to another port at once', async () => {
      const free = await freePort();
      await openSettings('Addresses & ports');
      await sheet('Settings').getByRole('textbox', { name: 'Proxy' }).fill(String(free));
      await sheet('Settings').getByRole('button', { name: 'Move' }).click();
      await expect.poll(() => sheet('Settings').textContent()).toContain(`127.0.0.1:${free}`);
      await sheet('Settings').getByText('Moved. Point programs at the new address.').waitFor();
      expect((await lab.host.run('visit', 'http://wiki.corp.internal/')).code).toBe(0);
    });

    it('say in place that a port is taken, and everything stays', async () => {
      const before = await lab.host.address('proxy');
      const server = createServer();
      const taken = await listen(server);
      await sheet('Settings').getByRole('textbox', { name: 'Proxy' }).fill(String(taken));
      await sheet('Settings').getByRole('button', { name: 'Move' }).click();
      await expect
        .poll(() => sheet('Settings').getByRole('alert').allTextContents())
        .toEqual([expect.stringContaining(String(taken))]);
      expect(await lab.host.address('proxy')).toBe(before);
      server.close();
    });

    it('take whole ports only', async () => {
      await sheet('Settings').getByRole('textbox', { name: 'DNS' }).fill('70000');
      await expect.poll(() => sheet('Settings').textContent()).toContain('A port is a whole number from 0 to 65535.');
      expect(await sheet('Settings').getByRole('button', { name: 'Move' }).isDisabled()).toBe(true);
    });

    it('name the folder of the data, and the line that installs the command', async () => {
      await sheet('Settings').getByRole('tab', { name: 'Data' }).click();
      expect(await sheet('Settings').textContent()).toContain(lab.host.dataDirectory);
      await sheet('Settings').getByRole('tab', { name: 'Command line' }).click();
      expect(await sheet('Settings').textContent()).toContain('npm install --global');
      await sheet('Settings').getByRole('tab', { name: 'About' }).click();
      expect(await sheet('Settings').textContent()).toContain('Not affiliated with Cloudflare.');
    });

    it('delete everything once the words are typed', async () => {
      await sheet('Settings').getByRole('tab', { name: 'Data' }).click();
      await button('Delete everything…').click();
      expect(await button('Delete everything').isDisabled()).toBe(true);
      await sheet('Settings').getByRole('textbox').fill('delete everything');
      await button('Delete everything').click();
      await closed('Settings');
      await expect.poll(() => message(lab.page).textContent()).toContain('Everything was deleted.');
      await expect.poll(() => lab.page.evaluate(() => document.documentElement.dataset.scheme)).toBe('system');
      await lab.page.keyboard.press('r');
      await expect.poll(() => sheet('Runs').getByRole('treeitem').count()).toBe(1);
      await lab.page.keyboard.press('Escape');
    });
  });

  describe('a verdict', () => {
    it.skipIf(labHost === 'electron')('is copied for a ticket, and the attempt as a command', async () => {
      const clipboard = () => lab.page.evaluate(() => navigator.clipboard.readText());
      await lab.page
        .getByRole('button', { name: /^git\.corp\.internal/ })
        .first()
        .click();
      await button('Copy verdict').click();
      await expect.poll(clipboard).toContain('Verdict: allowed');
      await button('Copy as dig').click();
      await expect.poll(clipboard).toMatch(/^dig @127\.0\.0\.1 -p \d+ git\.corp\.internal$/);
      await button('Copy as ssh').click();
      await expect.poll(clipboard).toMatch(/^ssh .*nc -X 5 -x 127\.0\.0\.1:\d+ %h %p' git\.corp\.internal$/);
      await lab.page
        .getByRole('button', { name: /^wiki\.corp\.internal/ })
        .first()
        .click();
      await button('Copy as curl').click();
      await expect.poll(clipboard).toMatch(/^curl .*-x socks5h:\/\/127\.0\.0\.1:\d+ \S+wiki\.corp\.internal/);
    });
  });

  it('brought no complaint from the browser', () => {
    expect(lab.complaints).toEqual([]);
  });
});

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
