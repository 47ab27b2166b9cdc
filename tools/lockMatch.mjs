/**
 * Why the installed packages are not those of the lock file, or null where they are.
 * Takes the contents of package-lock.json and of node_modules/.package-lock.json.
 * Packages beyond the lock file do no harm and are passed over.
 */
export function findMismatch(lock, installed) {
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '' || wanted.link) continue
    const found = installed.packages?.[path]
    if (!found) {
      // An optional package is left out by npm where it is for another system.
      if (wanted.optional || wanted.devOptional) continue
      return `${path} is missing`
    }
    if (found.version !== wanted.version) return `${path} is ${found.version}, not ${wanted.version}`
    if (found.integrity !== wanted.integrity) return `${path} has other contents than the lock file's`
  }
  return null
}
