/** @file Bundles the process that reads files for `npm run soak`, so that Node runs it without Vite. */
import { join } from 'node:path'
import { build } from 'vite'
import { assemblyScript } from '../assemblyScript.mjs'
import { root } from '../root.mjs'
import { TFJS_IN_NODE } from '../tfjsModules.mjs'

/** Two folders below the top, as src/testing is, by which its files find those of the repository. */
const FOLDER = join(root, 'node_modules', '.cache')

/** Resolves to the path of the built file. */
export async function buildReader() {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [assemblyScript()],
    resolve: { alias: TFJS_IN_NODE },
    build: {
      ssr: join(root, 'src', 'testing', 'soak', 'reader.ts'),
      outDir: FOLDER,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'soakReader.mjs', codeSplitting: false } },
    },
  })
  return join(FOLDER, 'soakReader.mjs')
}
