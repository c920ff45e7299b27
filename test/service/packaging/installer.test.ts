import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../../architecture/sources.ts';
import { makeDirectory, runProgram } from '../../support/host.ts';

const folder = makeDirectory();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { code: lacks } = await runProgram('makensis', ['-VERSION']);

const made = join(folder, 'warp-session-emulator-0.1.0-win-x64-setup.exe');

/** Defines what electron-builder's own script does before it takes in ours. */
const script = `
!define APP_EXECUTABLE_FILENAME "WARP Session Emulator.exe"
!define PRODUCT_NAME "WARP Session Emulator"
!include "${join(root, 'main/electron/installer.nsh')}"
Name "test"
OutFile "${made}"
InstallDir "$LOCALAPPDATA\\test"
Section
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "Uninstall"
  !insertmacro customUnInstall
SectionEnd
`;

it.skipIf(lacks !== 0)('the Windows installer takes in our part without a warning', async () => {
  const file = join(folder, 'test.nsi');
  writeFileSync(file, script);
  // Any warning is an error, as it is to electron-builder.
  const { code, stdout, stderr } = await runProgram('makensis', ['-WX', '-V2', file]);
  expect(`${stdout}${stderr}`).toBe('');
  expect(code).toBe(0);
  expect(statSync(made).size).toBeGreaterThan(10_000);
});
