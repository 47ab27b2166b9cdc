/**
 * @file A plugin that leaves out of the build what zod describes schemas in JSON Schema with. Every schema has a method for
 * that, so that no bundler finds that the page calls none: about 8 kB compressed, in the page and again in its worker.
 */
import { readFileSync } from 'node:fs'

const SCHEMAS = /\/zod\/v4\/classic\/schemas\.js$/
const DESCRIBING = /\/(json-schema-processors|to-json-schema)\.js$/
const STUB = '\0without-json-schema:'

export const zodWithoutJsonSchema = () => ({
  name: 'zod-without-json-schema',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (importer === undefined || !SCHEMAS.test(importer) || !DESCRIBING.test(source)) return null
    const resolved = await this.resolve(source, importer, { skipSelf: true })
    return resolved === null ? null : `${STUB}${resolved.id}`
  },
  load(id) {
    if (!id.startsWith(STUB)) return null
    const names = [...readFileSync(id.slice(STUB.length), 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)]
    return [
      "const refuse = () => { throw new Error('The page is built without JSON Schema.') }",
      // These make the method, and are called with every schema.
      ...names.map(([, name]) => `export const ${name} = ${name.startsWith('create') ? '() => refuse' : 'refuse'}`),
    ].join('\n')
  },
})
