/** @file Tells from modification times whether dist was built from the current sources. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

// The build's plugins are among the tools.
const SOURCES = ['src', 'models', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'tools']
const MODEL_FILE = /\.(json|safetensors)$/
// Training runs write here at any time, and nothing here is part of the page.
const TRAINING = join('models', 'training')

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Folders count too, as deleting or renaming a file changes only its folder's time. */
function newestIn(root, path) {
  const full = join(root, path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (!stat || path === TRAINING) return 0
  if (stat.isFile()) return path.startsWith('models') && !MODEL_FILE.test(path) ? 0 : stat.mtimeMs
  const times = readdirSync(full).map((name) => newestIn(root, join(path, name)))
  return Math.max(stat.mtimeMs, ...times)
}

/** Whether dist was built after the last change to its sources. */
export function isBuildCurrent(root) {
  const built = modifiedAt(join(root, 'dist', 'index.html'))
  return built > Math.max(...SOURCES.map((path) => newestIn(root, path)))
}
