/** Held on to, since a browser may forget an input that stands nowhere before anything was chosen. */
let latest: HTMLInputElement | undefined;

/** Opens the system's file chooser; to be called on a click or a key. */
export function chooseFiles(onFiles: (files: readonly File[]) => void, kinds = '.json,.yaml,.yml,.tf,.zip'): void {
  const input = document.createElement('input');
  latest = input;
  input.type = 'file';
  input.multiple = true;
  input.accept = kinds;
  input.addEventListener('change', () => {
    const files = [...(latest?.files ?? [])];
    if (files.length > 0) onFiles(files);
  });
  input.click();
}
