/** @file Finds every import of a TypeScript file, and whether it is of types only. */
import { parseSync } from 'vite'

const isNode = (value) => typeof value === 'object' && value !== null

/** The string that a node imports and whether only for types, or null if the node is not an import. */
function readImport(node) {
  switch (node.type) {
    // With verbatimModuleSyntax `import { type A }` remains in the code as `import {}`: only `import type` is removed.
    case 'ImportDeclaration':
      return [node.source, node.importKind === 'type']
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return [node.source, node.exportKind === 'type']
    case 'ImportExpression':
      return [node.source, false]
    case 'TSImportType':
      return [node.source, true]
    case 'TSExternalModuleReference':
      return [node.expression, false]
    default:
      return null
  }
}

function collect(value, found) {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found)
    return
  }
  if (!isNode(value)) return
  const [source, typeOnly] = (typeof value.type === 'string' && readImport(value)) || []
  if (typeof source?.value === 'string') found.push({ specifier: source.value, typeOnly, start: source.start })
  for (const key of Object.keys(value)) collect(value[key], found)
}

/** All imports and re-exports of `code` by line. Throws if the code does not parse. */
export function findImports(file, code) {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0].message}`)
  const found = []
  collect(program.body, found)
  return found.map(({ specifier, typeOnly, start }) => ({
    specifier,
    typeOnly,
    line: code.slice(0, start).split('\n').length,
  }))
}
