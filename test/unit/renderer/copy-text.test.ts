import { afterEach, expect, it, vi } from 'vitest';
import { copyText } from '../../../renderer/shared/copy-text.ts';

/** A page whose clipboard permission is denied, unless told; the copy command of a click works, unless told. */
function stubPage({ isAllowed = false, commandWorks = true } = {}) {
  const copied: string[] = [];
  const page = new EventTarget();
  const execCommand = (command: string) => {
    const clipboardData = { setData: (_type: string, text: string) => copied.push(`${command}: ${text}`) };
    if (commandWorks) page.dispatchEvent(Object.assign(new Event(command, { cancelable: true }), { clipboardData }));
    return commandWorks;
  };
  const writeText = async (text: string) => {
    if (!isAllowed) throw new DOMException('Write permission denied.', 'NotAllowedError');
    copied.push(text);
  };
  vi.stubGlobal('document', Object.assign(page, { execCommand }));
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  return { copied, copyByHand: () => execCommand('copy') };
}
afterEach(() => {
  vi.unstubAllGlobals();
});

it('writes to the clipboard where the page may', async () => {
  const { copied } = stubPage({ isAllowed: true });
  await expect(copyText('ssh db')).resolves.toBe(true);
  expect(copied).toEqual(['ssh db']);
});

it('copies by command where the page may not, and leaves later copies alone', async () => {
  const { copied, copyByHand } = stubPage();
  await expect(copyText('a\n  b')).resolves.toBe(true);
  copyByHand();
  expect(copied).toEqual(['copy: a\n  b']);
});

it('says when neither worked', async () => {
  stubPage({ commandWorks: false });
  await expect(copyText('ssh db')).resolves.toBe(false);
});
