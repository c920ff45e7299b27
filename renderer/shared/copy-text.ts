/**
 * Answers whether the text is in the clipboard now; to be called on a click. Pages in the desktop windows have no
 * permission for the clipboard, but the copy command of a click needs none.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return runCopyCommand(text);
  }
}

/** Hands over the text in place of the selection, which stays as it is. */
function runCopyCommand(text: string): boolean {
  const handOver = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', handOver);
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', handOver);
  }
}
