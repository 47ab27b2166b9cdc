/**
 * Why the installed packages differ from the lock file, or null if they do not.
 * Takes the contents of package-lock.json and of node_modules/.package-lock.json.
 * Additional packages do no harm and are ignored.
 */
export function findMismatch(lock, installed) {
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '' || wanted.link) continue
    const found = installed.packages?.[path]
    if (!found) {
      // npm leaves out optional packages for other systems.
      if (wanted.optional || wanted.devOptional) continue
      return `${path} is missing`
    }
    if (found.version !== wanted.version) return `${path} is ${found.version}, not ${wanted.version}`
    if (found.integrity !== wanted.integrity) return `${path} does not have the contents in the lock file`
  }
  return null
}
