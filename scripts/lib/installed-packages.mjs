/**
 * Loaded when it is needed, or with files and native parts of its own, so it stays where it is installed. All else becomes
 * part of a build: hundreds of small files are most of what a start costs.
 */
export const installedPackages = [
  '@peculiar/x509',
  '@playwright/test',
  'cross-spawn',
  'electron',
  'electron-store',
  'jose',
  'node-notifier',
  'oidc-provider',
  'openid-client',
  'reflect-metadata',
  'ssh2',
  'web-tree-sitter',
];
