/**
 * @file A plugin that leaves out of the build what zod describes schemas in JSON Schema with. Every schema has a method for
 * that, so no bundler finds out that the page calls none: 6 kB compressed, in the page and again in its worker.
 */
const SCHEMAS = /\/zod\/v4\/classic\/schemas\.js$/
const DESCRIBING = /\/(json-schema-processors|to-json-schema)\.js$/
const STUB = '\0without-json-schema:'

/** Also used to tell the bounds of a number. */
const KEPT = 'aggregateChecks'

export const zodWithoutJsonSchema = () => ({
  name: 'zod-without-json-schema',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (importer === undefined || !SCHEMAS.test(importer) || !DESCRIBING.test(source)) return null
    const resolved = await this.resolve(source, importer, { skipSelf: true })
    return resolved === null ? null : `${STUB}${resolved.id}`
  },
  async load(id) {
    if (!id.startsWith(STUB)) return null
    const file = id.slice(STUB.length)
    const source = await this.fs.readFile(file, { encoding: 'utf8' })
    const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name)
    const kept = names.includes(KEPT) ? [`export { ${KEPT} } from ${JSON.stringify(file)}`] : []
    // These make the method, and are called with every schema.
    const stubs = names
      .filter((name) => name !== KEPT)
      .map((name) => `export const ${name} = ${name.startsWith('create') ? '() => refuse' : 'refuse'}`)
    return {
      code: [
        "const refuse = () => { throw new Error('The page is built without JSON Schema.') }",
        ...kept,
        ...stubs,
      ].join('\n'),
      moduleSideEffects: false,
    }
  },
  /** What would throw on the page fails the build. */
  transform(code, id) {
    if (/\/node_modules\/|^\0/.test(id) || !/\btoJSONSchema\b/.test(code)) return
    this.error(
      'The page is built without JSON Schema (tools/zodWithoutJsonSchema.mjs): make the schema by a script in tools.',
    )
  },
})
