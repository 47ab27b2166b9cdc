import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Downloaded, generated and hidden. */
const PASSED_OVER = /^(node_modules|__pycache__|\..*)$/

/** Every source file below a folder of `base`, as a path from `base` with forward slashes; none if it is missing. */
export function listFiles(base, folder) {
  if (!existsSync(join(base, folder))) return []
  return readdirSync(join(base, folder), { withFileTypes: true }).flatMap((entry) => {
    if (PASSED_OVER.test(entry.name)) return []
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? listFiles(base, path) : [path]
  })
}
