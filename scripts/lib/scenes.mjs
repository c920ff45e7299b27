/**
 * What the pictures show, in the order in which it comes about: one way through the product, from the first launch on. A
 * scene brings the window to where its picture is taken; `of` takes a part of the window, `after` leaves things in order.
 */
export const scenes = [
  {
    name: 'first-start',
    play: ({ page }) => page.getByRole('button', { name: 'Live the week' }).waitFor(),
  },
  {
    name: 'lockout',
    themes: ['light', 'dark'],
    play: async ({ page, emu }) => {
      await page.getByRole('button', { name: 'Live the week' }).click();
      await headline(page, 'The internal network is dead.');
      await emu('clock', 'to', '+168h01m');
      await page
        .getByText(/^expired 1 min ago|limit 7 d · expired 1 min ago/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Copy verdict' }).waitFor();
    },
  },
  {
    name: 'journal',
    play: async ({ page }) => {
      await journal(page).fill('corp');
      await page.getByText(/^\d+ of \d+$/).waitFor();
      await page.getByRole('button', { name: /^hr\.corp\.internal/ }).click();
      await page
        .getByRole('complementary', { name: 'Why' })
        .getByText(/^hr\.corp\.internal is refused/)
        .waitFor();
    },
    after: ({ page }) => journal(page).fill(''),
  },
  {
    name: 'palette',
    play: async ({ page }) => {
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('sign in');
      await page.getByRole('option').first().waitFor();
    },
    after: ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'programs',
    play: async ({ page }) => {
      await page.getByRole('heading', { level: 1 }).click();
      await open(page, 'b', 'Programs through the emulator');
      await page.getByRole('button', { name: 'Copy variables' }).waitFor();
    },
    after: leave,
  },
  {
    name: 'way-out',
    of: client,
    play: async ({ page }) => {
      await page.getByRole('button', { name: 'Show where to click' }).click();
      await client(page).getByRole('button', { name: 'Re-Authenticate Session' }).waitFor();
    },
  },
  {
    name: 'sign-in',
    size: { width: 720, height: 560 },
    elsewhere: async ({ page }) => {
      const [tab] = await Promise.all([
        page.context().waitForEvent('page'),
        client(page).getByRole('button', { name: 'Re-Authenticate Session' }).click(),
      ]);
      await tab.getByRole('button', { name: 'Sign in as Alice' }).waitFor();
      return tab;
    },
    after: async ({ page, tab }) => {
      await tab.getByRole('button', { name: 'Sign in as Alice' }).click();
      await tab.getByRole('heading', { level: 1, name: /signed in/i }).waitFor();
      await tab.close();
      await headline(page, 'Everything answers.');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'runs',
    play: async ({ page, emu }) => {
      await emu('run', 'start');
      await emu('clock', 'to', '+167h30m');
      await emu('checkpoint', 'make', 'Half an hour to go');
      await emu('clock', 'to', '+168h01m');
      await headline(page, 'The internal network is dead.');
      await open(page, 'r', 'Runs');
      await page.getByRole('treeitem', { name: 'Half an hour to go' }).click();
      await page.getByRole('button', { name: 'Branch from here' }).click();
      await headline(page, 'Everything answers.');
      await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
      await emu('world', 'desk', 'back');
      await emu('clock', 'to', '+168h01m');
      await headline(page, 'The internal network is dead.');
      await open(page, 'r', 'Runs');
      await page.getByRole('treeitem').nth(3).waitFor();
    },
    after: leave,
  },
  {
    name: 'cases',
    play: async ({ page }) => {
      await open(page, 'h', 'What could it be?');
      await page.getByLabel('What does the user say?').fill('internet works, internal dead, says connected');
      await page.getByText('The one test that tells the first two apart').waitFor();
    },
    after: async ({ page }) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'what-if',
    play: async ({ page }) => {
      await open(page, 'o', 'What if the notice were made otherwise?');
      await gone(page, 'Living through them…');
    },
    after: leave,
  },
  {
    name: 'ticket',
    play: async ({ page }) => {
      await open(page, 'u', 'From a ticket');
      const texts = {
        'What does the user say?': 'VPN broken since Monday: internet works, internal dead, says connected',
        'What fails': 'wiki.corp.internal git.corp.internal:22',
        'What still works': 'www.example.com',
        'Since when': 'Mon 09:00',
        'Session duration': '168h',
        'When the call was': '2026-03-09 10:12',
      };
      await page.getByText('Client, device, Split Tunnels, names').click();
      for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
      await page.getByText('Client, device, Split Tunnels, names').click();
      await page.getByText('The one test that tells the first two apart.').waitFor();
      await page.getByText('checkSession: 168h0m0s').waitFor();
    },
    after: leave,
  },
  {
    name: 'findings',
    play: ({ page }) => open(page, 'f', 'What will hurt in these policies'),
    after: leave,
  },
  {
    name: 'designs',
    play: async ({ page }) => {
      await open(page, 'd', 'What dies at which age');
      await page.getByRole('dialog').locator('svg').first().waitFor();
    },
    after: leave,
  },
  {
    name: 'policies',
    play: async ({ page }) => {
      await open(page, 'p', 'Policies');
      await page.locator('.cm-content').nth(2).waitFor();
      await page.getByRole('dialog').getByText('It decides.').waitFor();
    },
    after: leave,
  },
  {
    name: 'environment',
    play: async ({ page }) => {
      await open(page, 'e', 'Environment');
      await page.locator('.cm-content').waitFor();
      await page.getByRole('tab', { name: 'Destinations' }).click();
      await gone(page, 'Reading…');
    },
    after: leave,
  },
  {
    name: 'client-panel',
    of: client,
    play: async ({ page, emu }) => {
      await emu('environment', 'set', 'client.generation', 'panel', '--now');
      await client(page).getByRole('button', { name: 'Disconnect' }).waitFor();
    },
  },
  {
    name: 'client-banner',
    of: client,
    play: async ({ page, emu }) => {
      await emu('environment', 'set', 'client.generation', 'banner', '--now');
      await client(page).getByRole('button', { name: 'Re-Authenticate' }).waitFor();
    },
  },
];

function client(page) {
  return page.getByRole('region', { name: 'Emulated client' });
}

function journal(page) {
  return page.getByRole('searchbox', { name: 'Find entries' });
}

function headline(page, name) {
  return page.getByRole('heading', { level: 1, name }).waitFor();
}

async function open(page, key, name) {
  await page.keyboard.press(key);
  await page.getByRole('dialog', { name }).waitFor();
}

function gone(page, text) {
  return page.getByText(text).waitFor({ state: 'detached' });
}

async function leave({ page }) {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
