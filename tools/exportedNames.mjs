/** @file Finds names that several files export: one name has one meaning. */
import { parseSync } from 'vite'

/** The names that a file declares and exports itself, without those that it re-exports. */
export function exportedNames(file, code) {
  return parseSync(file, code).program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return []
    const { declaration } = node
    if (declaration.id) return [declaration.id.name]
    return declaration.declarations?.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : [])) ?? []
  })
}

/**
 * Every name that several files export, with those files.
 *
 * @param {Map<string, readonly string[]>} namesByFile
 */
export function namesakes(namesByFile) {
  const files = new Map()
  for (const [file, names] of namesByFile) {
    for (const name of new Set(names)) files.set(name, [...(files.get(name) ?? []), file])
  }
  return [...files].filter(([, exporters]) => exporters.length > 1)
}
