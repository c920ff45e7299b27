import { describe, expect, it } from 'vitest';
import { selectShipped } from '../../../scripts/lib/bill-of-materials.mjs';

const part = (name: string, isDevelopment = false) => ({
  'bom-ref': `${name}@1.0.0`,
  name,
  scope: isDevelopment ? 'optional' : 'required',
  properties: isDevelopment ? [{ name: 'cdx:npm:package:development', value: 'true' }] : [],
});
const ref = (name: string, ...needs: string[]) => ({
  ref: `${name}@1.0.0`,
  dependsOn: needs.map((it) => `${it}@1.0.0`),
});

const bill = {
  metadata: { component: { 'bom-ref': 'emulator@1.0.0', name: 'some-folder', version: '0.0.0' } },
  components: [
    ...[part('hono'), part('ws'), part('@base-ui/react', true), part('react', true)],
    ...[part('electron', true), part('@electron/get', true), part('vite', true)],
    ...[part('@tree-sitter-grammars/tree-sitter-hcl', true), part('node-gyp-build', true)],
  ],
  dependencies: [
    ref('emulator', 'hono', '@base-ui/react', 'electron', '@tree-sitter-grammars/tree-sitter-hcl', 'vite'),
    ...[ref('hono', 'ws'), ref('ws', 'hono'), ref('@base-ui/react', 'react'), ref('react')],
    ...[ref('electron', '@electron/get'), ref('@electron/get'), ref('vite', 'react')],
    ...[ref('@tree-sitter-grammars/tree-sitter-hcl', 'node-gyp-build'), ref('node-gyp-build')],
  ],
};
const manifest = { name: 'emulator', version: '1.0.0', dependencies: { hono: '1.0.0' } };
const shipped = selectShipped(bill, manifest, ['@base-ui/react']);
const names = shipped.components.map(({ name }: { name: string }) => name);

describe('the bill of materials', () => {
  it('has what users install, with all that it needs', () => {
    expect(names).toEqual(expect.arrayContaining(['hono', 'ws']));
  });

  it('has what the views bundle, though nobody installs it', () => {
    const react = shipped.components.find(({ name }: { name: string }) => name === 'react');
    expect(react).toMatchObject({ scope: 'required', properties: [] });
  });

  it('has Electron, and not the packages that fetch it', () => {
    expect(names).toContain('electron');
    expect(names).not.toContain('@electron/get');
  });

  it('has the grammar that the build copies, and not the packages that build it for Node', () => {
    expect(names).toContain('@tree-sitter-grammars/tree-sitter-hcl');
    expect(names).not.toContain('node-gyp-build');
  });

  it('has nothing else, and says what needs what of the rest', () => {
    expect(names).not.toContain('vite');
    expect(shipped.dependencies).toEqual([
      ref('emulator', 'hono', '@base-ui/react', 'electron', '@tree-sitter-grammars/tree-sitter-hcl'),
      ...[ref('hono', 'ws'), ref('@base-ui/react', 'react'), ref('ws', 'hono'), ref('react'), ref('electron')],
      ref('@tree-sitter-grammars/tree-sitter-hcl'),
    ]);
  });

  it('goes by the product’s name, whatever the folder is called', () => {
    expect(shipped.metadata.component).toMatchObject({ name: 'emulator', version: '1.0.0' });
  });
});
