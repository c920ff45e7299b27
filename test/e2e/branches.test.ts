import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { makeDirectory, startHost } from '../support/host.ts';
import { dialog, type LabPage, lack, message, openLab, waitForHeadline } from './lab-page.ts';

const chromium = await findChromium();

/** Runs in order; each step stands on the one before. */
describe.skipIf(lack !== undefined)('checkpoints and branches in the lab', { sequential: true }, () => {
  let lab: LabPage;
  let first: string;

  beforeAll(async () => {
    lab = await openLab();
    await lab.host.run('clock', 'to', '+104h');
    first = await runId();
  });
  afterAll(() => lab?.close());

  const press = (key: string) => lab.page.keyboard.press(key);
  const sheet = () => dialog(lab.page, 'Runs');
  const nodes = () => sheet().getByRole('treeitem');
  const active = () =>
    lab.page.getByRole('tree').evaluate((tree) => {
      const id = tree.getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.getAttribute('aria-label');
    });
  const runId = async () => {
    const { stdout } = await lab.host.run('run', 'list', '--json');
    return (JSON.parse(stdout) as { id: string; isCurrent: boolean }[]).find(({ isCurrent }) => isCurrent)?.id ?? '';
  };
  const openSheet = async () => {
    await press('r');
    await nodes().first().waitFor();
  };
  const closed = () => expect.poll(() => sheet().count()).toBe(0);

  it('keep the moment by one key, and say under which name', async () => {
    await press('k');
    await expect.poll(() => message(lab.page).textContent()).toContain('Kept: “Fri 6 Mar 17:00, everything answers”.');
    await lab.page.getByRole('button', { name: 'Show the tree' }).click();
    await nodes().last().waitFor();
    expect(await nodes().evaluateAll((all) => all.map((node) => node.getAttribute('aria-label')))).toEqual([
      'Run: Acme, one policy, Fri 6 Mar 17:00, everything answers, you are here',
      'Checkpoint: Fri 6 Mar 17:00, everything answers',
    ]);
    expect(await nodes().evaluateAll((all) => all.map((node) => node.getAttribute('aria-level')))).toEqual(['1', '2']);
    await press('Escape');
    await closed();
  });

  it('branch by keys alone, and lead back by one act', async () => {
    await lab.host.run('clock', 'to', '+168h01m');
    await waitForHeadline(lab.page, 'The internal network is dead.');
    await openSheet();
    expect(await active()).toContain('you are here');
    await press('ArrowDown');
    await expect.poll(active).toBe('Checkpoint: Fri 6 Mar 17:00, everything answers');
    await press('Enter');
    await closed();
    await waitForHeadline(lab.page, 'Everything answers.');
    expect(await message(lab.page).textContent()).toContain(
      'This run goes on from “Fri 6 Mar 17:00, everything answers”. It is Fri 6 Mar 17:00, and the clock stands. The run before is kept.',
    );
    expect(await runId()).not.toBe(first);
    await lab.page.getByRole('button', { name: 'Go back to it' }).click();
    await waitForHeadline(lab.page, 'The internal network is dead.');
    expect(await runId()).toBe(first);
  });

  it('fold and unfold by the arrow keys, as trees do', async () => {
    await openSheet();
    await press('Home');
    await press('ArrowLeft');
    await expect.poll(() => nodes().count()).toBe(1);
    expect(await nodes().first().getAttribute('aria-expanded')).toBe('false');
    await press('ArrowRight');
    await expect.poll(() => nodes().count()).toBe(3);
    await press('End');
    await expect.poll(active).toMatch(/^Run: What if 1/);
    await press('ArrowLeft');
    await expect.poll(active).toMatch(/^Checkpoint/);
    await press('r');
    await expect.poll(active).toMatch(/^Checkpoint/);
    await press('w');
    await expect.poll(active).toMatch(/^Run: What if 1/);
  });

  it('take a name by F2, and give the focus back to the tree', async () => {
    await press('F2');
    const field = sheet().getByRole('textbox', { name: 'Name', exact: true });
    await field.waitFor();
    await lab.page.keyboard.type('Renewed on Friday');
    await press('Enter');
    await expect.poll(active).toMatch(/^Run: Renewed on Friday/);
    await press('F2');
    await field.waitFor();
    await press('Escape');
    await expect.poll(() => field.count()).toBe(0);
    expect(await sheet().count()).toBe(1);
    expect(await lab.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tree');
  });

  it('branch by the mouse as well, also from a moment that nobody kept', async () => {
    await nodes().filter({ hasText: 'Acme, one policy' }).click();
    await sheet().getByLabel('A moment of this run').fill('2026-03-09T08:30:00');
    await sheet().getByRole('button', { name: 'Branch there' }).click();
    await closed();
    await expect
      .poll(() => message(lab.page).textContent())
      .toContain('goes on from “Acme, one policy”. It is Mon 9 Mar');
    expect((await lab.host.inspect()).clock).toMatchObject({ now: '2026-03-09T08:30:00Z', mode: 'frozen' });
  });

  it('say in place when a moment can’t be had', async () => {
    await openSheet();
    await sheet().getByLabel('A moment of this run').fill('2026-03-09T09:30:00');
    await lab.page.getByLabel('A moment of this run').press('Enter');
    await expect.poll(() => sheet().getByRole('alert').textContent()).toContain('That moment has not come in this run');
  });

  it('are deleted with a way back', async () => {
    await nodes().filter({ hasText: 'Fri 6 Mar 17:00, everything answers' }).click();
    await press('Delete');
    await expect.poll(() => nodes().filter({ hasText: 'Fri 6 Mar 17:00, everything' }).count()).toBe(0);
    await sheet().getByRole('button', { name: 'Bring it back' }).click();
    await expect.poll(() => nodes().filter({ hasText: 'Fri 6 Mar 17:00, everything' }).count()).toBe(1);
  });

  it('brought no complaint from the browser', () => {
    expect(lab.complaints).toEqual([]);
  });
});

describe.skipIf(chromium === undefined)('a tree of a thousand nodes', () => {
  it('opens and answers to keys at once', async () => {
    const dataDirectory = makeDirectory();
    const host = await startHost({ dataDirectory });
    await host.run('checkpoint', 'make', 'number 0');
    await host.stop();
    const folder = join(dataDirectory, 'checkpoints');
    const [name = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, name), 'utf8');
    for (let n = 1; n < 1000; n += 1) {
      const id = `checkpoint-${String(n).padStart(8, '0')}`;
      writeFileSync(join(folder, `${id}.json`), text.replace(/checkpoint-[0-9a-f]{8}/, id).replace('r 0', `r ${n}`));
    }
    const lab = await openLab({ dataDirectory });
    try {
      const asked = performance.now();
      await lab.page.keyboard.press('r');
      await lab.page.getByRole('treeitem').nth(1000).waitFor({ state: 'attached' });
      expect(performance.now() - asked).toBeLessThan(3000);
      const spans = await lab.page.evaluate(async () => {
        const tree = document.querySelector<HTMLElement>('[role=tree]');
        const measured: number[] = [];
        for (let round = 0; round < 20; round += 1) {
          const began = performance.now();
          tree?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
          await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
          measured.push(performance.now() - began);
        }
        return measured.toSorted((one, other) => one - other);
      });
      // The middle one: two cores are shared with whatever else runs.
      expect(spans[10]).toBeLessThan(100);
      expect(await lab.page.getByRole('tree').getAttribute('aria-activedescendant')).toMatch(/^tree-checkpoint-/);
    } finally {
      await lab.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  });
});
