/**
 * @file A Vite plugin: `import code from './x/index.ts?assembly=relaxed'` gives the WebAssembly that AssemblyScript
 * compiles from that file, in base64. Nothing compiled is kept in the repository.
 *
 * Each variant is a separate build of the same source, since a browser without relaxed SIMD or shared memory refuses
 * any module that uses it.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import asc from 'assemblyscript/asc'
import { root } from './root.mjs'

const RELAXED = ['--enable', 'relaxed-simd']
/** The most memory that the kernels' allocator requests, in pages of 64 KiB. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '32768']

const VARIANTS = {
  plain: [],
  relaxed: RELAXED,
  'plain-shared': SHARED,
  'relaxed-shared': [...RELAXED, ...SHARED],
}

const REQUEST = /^(.*\.ts)\?assembly=([\w-]+)$/

/** Resolves to the module's bytes. Throws the compiler's message if the source is wrong. */
export async function compileAssembly(entry, variant) {
  if (!(variant in VARIANTS)) {
    throw new Error(`AssemblyScript has no variant "${variant}": choose from ${Object.keys(VARIANTS).join(', ')}.`)
  }
  let bytes = null
  const { error, stderr } = await asc.main(
    [
      relative(root, entry),
      ...['--baseDir', root, '--outFile', 'kernels.wasm'],
      ...['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'],
      // Vectors pass between the files of a module, never to JavaScript.
      ...['--disableWarning', '112'],
      ...VARIANTS[variant],
    ],
    { writeFile: (_name, contents) => (bytes = contents) },
  )
  if (error || bytes === null)
    throw new Error(`AssemblyScript refuses ${entry}: ${stderr.toString() || error?.message}`)
  return bytes
}

/** What was compiled before, on this machine, by what it was compiled from: the compiler takes seconds. */
const CACHE = join(root, 'node_modules', '.cache', 'assemblyscript')

function sourcesOf(entry) {
  const folder = dirname(entry)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
}

async function compileOrRecall(entry, variant) {
  const hash = createHash('sha256')
  for (const file of [...sourcesOf(entry), import.meta.filename, join(root, 'package-lock.json')]) {
    hash.update(readFileSync(file))
  }
  const kept = join(CACHE, `${hash.update(`${entry} ${variant}`).digest('hex')}.wasm`)
  if (existsSync(kept)) return readFileSync(kept)
  const bytes = await compileAssembly(entry, variant)
  mkdirSync(CACHE, { recursive: true })
  // Others may be at the same: whoever reads finds all of it.
  writeFileSync(`${kept}.${process.pid}`, bytes)
  renameSync(`${kept}.${process.pid}`, kept)
  return bytes
}

export function assemblyScript() {
  const compiled = new Map()
  return {
    name: 'assemblyscript',
    enforce: 'pre',
    async load(id) {
      const request = REQUEST.exec(id)
      if (request === null) return null
      const [, entry, variant] = request
      for (const file of sourcesOf(entry)) this.addWatchFile(file)
      if (!compiled.has(id)) compiled.set(id, compileOrRecall(entry, variant))
      const bytes = await compiled.get(id)
      return { code: `export default ${JSON.stringify(Buffer.from(bytes).toString('base64'))}`, map: null }
    },
    watchChange(id) {
      for (const request of compiled.keys()) if (dirname(id) === dirname(request)) compiled.delete(request)
    },
  }
}
