/** Hands a file to the person: a browser puts it among its downloads, the desktop app asks where. */
export function saveFile(name: string, parts: readonly string[]): void {
  const type = name.endsWith('.json') ? 'application/json' : 'application/yaml';
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on it once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
