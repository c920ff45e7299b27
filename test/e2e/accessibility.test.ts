import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { holdConnection } from '../support/hold-connection.ts';
import { labHost } from '../support/lab.ts';
import { acmeFiles, faulty, monday } from '../support/scenarios.ts';
import {
  dialog,
  dropFiles,
  example,
  type LabPage,
  lack,
  openLab,
  playStrip,
  strip,
  waitForHeadline,
} from './lab-page.ts';

const themes = [
  { name: 'light', choose: 'light', scheme: 'light' },
  { name: 'dark', choose: 'dark', scheme: 'light' },
  { name: 'high contrast on light', choose: 'high contrast', scheme: 'light' },
  { name: 'high contrast on dark', choose: 'high contrast', scheme: 'dark' },
] as const;

type Theme = (typeof themes)[number];

type Screen = {
  readonly name: string;
  show(page: Page): Promise<unknown>;
};

const press = (page: Page, key: string, name: string) =>
  page.keyboard.press(key).then(() => dialog(page, name).waitFor());
const settings = async (page: Page, tab: string) => {
  await press(page, 's', 'Settings');
  await page.getByRole('tab', { name: tab }).click();
};

/** Each begins at the lab in the lockout, with an edit on its way and nothing open. */
const screens: readonly Screen[] = [
  { name: 'the lab in the lockout', show: (page) => strip(page).waitFor() },
  { name: 'the programs', show: (page) => press(page, 'b', 'Programs through the emulator') },
  {
    name: 'the open connections',
    show: async (page) => {
      await press(page, 'l', 'Open connections');
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'the menu of the client',
    show: async (page) => {
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'the Account tab of the client',
    show: async (page) => {
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('menuitem', { name: 'Preferences' }).click();
      await page.getByRole('tab', { name: 'Account' }).click();
    },
  },
  {
    name: 'the generations of the client to choose from',
    show: async (page) => {
      await page.getByRole('combobox', { name: 'Client' }).click();
      await page.getByRole('option', { name: '2026.2 to 2026.5' }).waitFor();
    },
  },
  {
    name: 'the conditions',
    show: (page) => press(page, 'c', 'Conditions'),
  },
  {
    name: 'the findings',
    show: async (page) => {
      await press(page, 'f', 'What will hurt in these policies');
      // The environment of that moment is sound.
      await page.getByText('Nothing was found.').waitFor();
    },
  },
  {
    name: 'a policy in hand',
    show: async (page) => {
      await press(page, 'p', 'Policies');
      await page.getByRole('textbox', { name: 'Traffic' }).waitFor();
      await dialog(page, 'Policies')
        .getByText(/decides?\.|decides first/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'the environment',
    show: async (page) => {
      await press(page, 'e', 'Environment');
      await page.getByRole('tab', { name: 'Destinations' }).click();
      await dialog(page, 'Environment').getByRole('button', { name: /^wiki/ }).click();
      await page.getByRole('textbox', { name: 'Environment as YAML' }).waitFor();
    },
  },
  {
    name: 'the assumptions of the environment',
    show: async (page) => {
      await press(page, 'e', 'Environment');
      await page.getByRole('tab', { name: 'Assumptions' }).click();
      await dialog(page, 'Environment').getByRole('button', { name: 'documented' }).first().waitFor();
    },
  },
  {
    name: 'the designs of the notice',
    show: async (page) => {
      await press(page, 'o', 'What if the notice were made otherwise?');
      await page.getByRole('img', { name: /^As the real client/ }).waitFor();
    },
  },
  {
    name: 'the form that advances the clock',
    show: async (page) => {
      await page.keyboard.press('a');
      await dialog(page, 'Advance by').waitFor();
    },
  },
  {
    name: 'a ticket, with what comes of it',
    show: async (page) => {
      await press(page, 'u', 'From a ticket');
      await page.keyboard.type('internet works, internal dead');
      const ticket = dialog(page, 'From a ticket');
      await ticket.getByText('Client, device, Split Tunnels, names').click();
      await ticket.getByLabel('Since when', { exact: true }).fill('soon');
      await ticket.getByText('“soon” is no time').waitFor();
      await ticket.getByText('The one test that tells the first two apart.').waitFor();
    },
  },
  {
    name: 'a preview of an import',
    show: async (page) => {
      await dropFiles(page, example('per-application.gateway-rules.json'));
      await dialog(page, 'Import').getByText('7 check the session').waitFor();
    },
  },
  {
    name: 'an import that failed',
    show: async (page) => {
      await dropFiles(page, ['broken.json', '{']);
      await dialog(page, 'Import').getByText('Nothing was changed.').waitFor();
    },
  },
  {
    name: 'a scenario that is faulty',
    show: async (page) => {
      await dropFiles(page, faulty, ...acmeFiles);
      await dialog(page, 'Scenario').getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'two designs side by side',
    show: async (page) => {
      await press(page, 'd', 'What dies at which age');
      await page.getByRole('button', { name: 'Take it over in this run' }).waitFor();
    },
  },
  {
    name: 'the runs',
    show: async (page) => {
      await press(page, 'r', 'Runs');
      await page
        .getByRole('button', { name: /^New run with/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'a checkpoint in the tree of runs, with a new name for it',
    show: async (page) => {
      await press(page, 'r', 'Runs');
      await page.getByRole('treeitem', { name: 'Checkpoint: before the weekend' }).click();
      await page.keyboard.press('F2');
      await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    },
  },
  {
    name: 'the key of the timeline',
    show: async (page) => {
      await page.getByRole('button', { name: 'Key', exact: true }).click();
      await dialog(page, 'What the timeline draws').waitFor();
    },
  },
  { name: 'the addresses', show: (page) => settings(page, 'Addresses & ports') },
  { name: 'the appearance', show: (page) => settings(page, 'Appearance') },
  { name: 'the data', show: (page) => settings(page, 'Data') },
  {
    name: 'the question before everything is deleted',
    show: async (page) => {
      await settings(page, 'Data');
      await page.getByRole('button', { name: 'Delete everything…' }).click();
      await page.getByRole('textbox').fill('delete everything');
    },
  },
  { name: 'the command line', show: (page) => settings(page, 'Command line') },
  { name: 'the assumptions', show: (page) => settings(page, 'Assumptions') },
  { name: 'about', show: (page) => settings(page, 'About') },
  {
    name: 'the kinds that the journal is narrowed to',
    show: async (page) => {
      await page.getByRole('button', { name: /^Kinds/ }).click();
      await page.getByRole('menuitemcheckbox', { name: 'Refused' }).waitFor();
    },
  },
  {
    name: 'a journal in which nothing fits',
    show: async (page) => {
      await page.getByRole('searchbox').fill('mars');
      await page.getByText('Nothing fits. Try fewer words or other kinds.').waitFor();
    },
  },
  {
    name: 'the palette, with what can’t be done in it',
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await dialog(page, 'Commands').getByRole('combobox').fill('sign');
      await dialog(page, 'Commands').getByRole('option', { name: 'No sign-in is open.' }).waitFor();
    },
  },
  { name: 'the shortcuts', show: (page) => press(page, '?', 'Shortcuts') },
];

describe.skipIf(lack !== undefined)('every screen in every theme', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
    const { host, page } = lab;
    await host.run('clock', 'to', '+100h');
    await host.run('checkpoint', 'make', 'before the weekend');
    await host.run('clock', 'to', '+167h');
    await holdConnection(await host.address('proxy'), 'k8s.corp.internal', 6443);
    await host.run('clock', 'to', '+168h01m');
    await waitForHeadline(page, 'The internal network is dead.');
    await press(page, 'd', 'What dies at which age');
    await page.getByRole('button', { name: 'Take it over in this run' }).click();
    await strip(page).waitFor();
  });
  afterAll(() => lab?.close());

  /** Themes differ in their colours alone, so the other rules are asked in the first. */
  const faults = async (page: Page, theme: Theme) => {
    const colours =
      theme.choose === 'high contrast' ? ['color-contrast', 'color-contrast-enhanced'] : ['color-contrast'];
    // A focus guard hands the focus on as soon as it gets it, so hiding it is right.
    const axe = axeOn(page).exclude('[data-base-ui-focus-guard]');
    const { violations } = await (theme === themes[0] ? axe : (await narrowed(axe, page)).withRules(colours)).analyze();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message}`).join(' | ')}`,
    );
  };
  const wear = async (page: Page, { choose, scheme }: Theme) => {
    await page.emulateMedia({ colorScheme: scheme });
    await settings(page, 'Appearance');
    await page.getByRole('radio', { name: choose }).click();
    const contrast = choose === 'high contrast' ? 'more' : 'normal';
    await page.locator(`:root[data-contrast=${contrast}]`).waitFor({ state: 'attached' });
    await closeAll(page);
  };
  const closeAll = async (page: Page) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog], [role=menu], [role=listbox][data-open]').first().waitFor({ state: 'detached' });
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  };

  describe.each(themes)('$name', (theme) => {
    beforeAll(() => wear(lab.page, theme));

    it.each(screens)('shows $name without a fault', async ({ show }) => {
      try {
        await show(lab.page);
        expect(await faults(lab.page, theme)).toEqual([]);
      } finally {
        await closeAll(lab.page);
      }
    });

    it('shows the newest client, its banner and its pages without a fault', async () => {
      const { host, page } = lab;
      await host.run('environment', 'set', 'client.generation', 'banner');
      await page.getByRole('region', { name: 'Banner' }).waitFor();
      expect(await faults(page, theme)).toEqual([]);
      const client = page.getByRole('region', { name: 'Emulated client' });
      for (const name of ['Connectivity', 'Settings', 'About', 'Profile']) {
        await client.getByRole('button', { name, exact: true }).click();
        await client.getByRole('heading', { level: 2, name }).waitFor();
        expect(await faults(page, theme), name).toEqual([]);
      }
      await client.getByRole('button', { name: 'Account information' }).click();
      await client.getByRole('button', { name: 'Logout' }).waitFor();
      expect(await faults(page, theme)).toEqual([]);
      await host.run('environment', 'set', 'client.generation', 'classic');
      await client.getByRole('switch', { name: 'Connection' }).waitFor();
    });

    it.skipIf(labHost === 'electron')('shows the client alone without a fault', async () => {
      const alone = await lab.context.newPage();
      await alone.goto(new URL('/#/client', lab.page.url()).href);
      await alone.getByRole('region', { name: 'Emulated client' }).waitFor();
      expect(await faults(alone, theme)).toEqual([]);
      await alone.close();
    });
  });

  describe('while a scenario is played', () => {
    beforeAll(async () => {
      await dropFiles(lab.page, monday, ...acmeFiles);
      await playStrip(lab.page).waitFor();
      await lab.host.run('scenario', 'next', '--until', 'end');
      await playStrip(lab.page)
        .getByRole('button', { name: /does nothing/ })
        .click();
      await playStrip(lab.page).getByText('step 1 of 1').waitFor();
      await lab.page.keyboard.press('.');
      await playStrip(lab.page).getByText('verdict: expected allow').waitFor();
    });

    it.each(themes)('shows what failed and the ways to go without a fault: $name', async (theme) => {
      await wear(lab.page, theme);
      expect(await faults(lab.page, theme)).toEqual([]);
      await press(lab.page, 'x', 'Scenario');
      expect(await faults(lab.page, theme)).toEqual([]);
      await closeAll(lab.page);
    });
  });

  it('needs no scrolling of the page at 1280 by 800', async () => {
    expect(await overflow(lab.page)).toEqual({ across: 0, down: 0 });
  });

  it('needs no scrolling sideways at twice the size', async () => {
    await lab.page.setViewportSize({ width: 640, height: 400 });
    expect((await overflow(lab.page)).across).toBe(0);
    for (const [key, name] of [
      ['d', 'What dies at which age'],
      ['c', 'Conditions'],
      ['o', 'What if the notice were made otherwise?'],
      ['r', 'Runs'],
      ['u', 'From a ticket'],
      ['x', 'Scenario'],
      ['e', 'Environment'],
      ['s', 'Settings'],
      ['?', 'Shortcuts'],
    ] as const) {
      await press(lab.page, key, name);
      const box = await dialog(lab.page, name).boundingBox();
      expect(box?.y, name).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(400);
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(640);
      await closeAll(lab.page);
    }
    await lab.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('moves nothing when reduced motion is asked for', async () => {
    const spans = await lab.page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        getComputedStyle(element).transitionDuration.split(', '),
      ),
    );
    expect(new Set(spans)).toEqual(new Set(['0s']));
  });

  it('brought no complaint from the browser', () => {
    expect(lab.complaints).toEqual([]);
  });
});

/** What lies behind a dialog was looked at without it. */
async function narrowed(axe: AxeBuilder, page: Page): Promise<AxeBuilder> {
  return (await page.locator('[data-modal]').count()) > 0 ? axe.include('[data-modal]') : axe;
}

/** How far the page reaches over the window, in pixels. */
function overflow(page: Page): Promise<{ across: number; down: number }> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { across: scrollWidth - clientWidth, down: scrollHeight - clientHeight };
  });
}
