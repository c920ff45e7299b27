import { inRoot } from './paths.mjs';

/** Bundles programs that put load on the built host, each under its own name, into a folder of `out`. */
export async function bundleLoad(folder, programs) {
  // Not before the packages are there.
  const [{ build }, { sharedShapes }] = await Promise.all([import('vite'), import('./shared-shapes.mjs')]);
  await build({
    configFile: false,
    root: inRoot(''),
    logLevel: 'warn',
    plugins: [sharedShapes()],
    ssr: { external: true },
    build: {
      ssr: true,
      outDir: inRoot(`out/${folder}`),
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: programs.map((program) => inRoot(`test/${program}`)),
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}
