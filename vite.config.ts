import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { installedPackages } from './scripts/lib/installed-packages.mjs';
import { sharedShapes } from './scripts/lib/shared-shapes.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Lays the grammar of HCL beside the code that loads it: of its package, which brings builds for Node, no more is needed. */
const grammar: Plugin = {
  name: 'grammar-of-hcl',
  applyToEnvironment: ({ name }) => name === 'main',
  generateBundle() {
    const folder = here('node_modules/@tree-sitter-grammars/tree-sitter-hcl');
    const emit = (file: string, as: string) =>
      this.emitFile({ type: 'asset', fileName: `chunks/${as}`, source: readFileSync(`${folder}/${file}`) });
    emit('tree-sitter-hcl.wasm', 'tree-sitter-hcl.wasm');
    emit('LICENSE', 'tree-sitter-hcl.LICENSE.txt');
  },
};

/** Whose code is in a build, and under which licence. */
const license = { fileName: 'licences.md' };

/** One build of every process: `client` is what windows show, `main` runs in Node and Electron, `preload` in Electron's sandbox. */
export default defineConfig({
  root: here('renderer'),
  plugins: [react(), grammar, sharedShapes()],
  build: { emptyOutDir: true, reportCompressedSize: false },
  builder: {
    sharedConfigBuild: true,
    async buildApp(builder) {
      for (const name of ['client', 'main', 'preload']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: {
        outDir: here('out/renderer'),
        license,
        // The content security policy takes files from our own origin only, so nothing may become a data: address.
        assetsInlineLimit: 0,
        rolldownOptions: { input: here('renderer/index.html') },
      },
    },
    main: {
      consumer: 'server',
      resolve: { external: installedPackages, noExternal: true },
      build: {
        ssr: true,
        ssrEmitAssets: true,
        outDir: here('out/main'),
        license,
        minify: false,
        sourcemap: true,
        target: 'node20',
        rolldownOptions: {
          input: {
            cli: here('main/cli/main.ts'),
            electron: here('main/electron/main.ts'),
            // What the package exports, and the process that it starts.
            client: here('main/automation/client.ts'),
            playwright: here('main/automation/playwright.ts'),
            'emulator-process': here('main/automation/emulator-process.ts'),
          },
          output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { external: ['electron'] },
      build: {
        ssr: true,
        outDir: here('out/preload'),
        minify: false,
        rolldownOptions: {
          input: here('main/electron/preload.ts'),
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: 'preload.cjs' },
        },
      },
    },
  },
});
