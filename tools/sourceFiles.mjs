import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder of `base`, as a path from there with forward slashes. */
export function listFiles(base, folder) {
  return readdirSync(join(base, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? listFiles(base, path) : [path]
  })
}
