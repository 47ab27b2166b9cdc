/**
 * @file A plugin that adds offline-files.json to the built page: the files that are not its code, which the browser keeps
 * as they are used, with their sizes and the hashes of their contents (src/serviceWorker/keptFiles.ts).
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Of the build. */
const IN_BUNDLE = /\.(safetensors|json|jsonl)$/
/** Folders of public/. */
const IN_PUBLIC = ['images', 'data']

const entryOf = (path, content) => ({
  path,
  bytes: content.length,
  hash: createHash('sha256').update(content).digest('hex').slice(0, 16),
})

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

/** By their paths, those of the bundle and those that are copied into it. */
export function listFiles(bundle, publicDir) {
  const built = Object.values(bundle)
    .filter(({ type, fileName }) => type === 'asset' && IN_BUNDLE.test(fileName))
    .map(({ fileName, source }) => entryOf(fileName, Buffer.from(source)))
  const copied = IN_PUBLIC.flatMap((name) => filesIn(join(publicDir, name)))
    // What tells where images come from is no image.
    .filter((path) => !path.endsWith('.md'))
    .map((path) => entryOf(relative(publicDir, path).replaceAll('\\', '/'), readFileSync(path)))
  return [...built, ...copied].toSorted((one, other) => one.path.localeCompare(other.path))
}

export function offlineFiles() {
  let publicDir = ''
  return {
    name: 'offline-files',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle(_, bundle) {
      const source = JSON.stringify(listFiles(bundle, publicDir))
      this.emitFile({ type: 'asset', fileName: 'offline-files.json', source })
    },
  }
}
