import { describe, expect, it } from 'vitest'
import { jsonSchemaText, SCHEMA_NAMES } from './jsonSchemas'

describe('published schemas', () => {
  // `npm run schemas` writes them.
  it.each(SCHEMA_NAMES)('the file of the %s schema is what the definitions say', async (name) => {
    await expect(jsonSchemaText(name)).toMatchFileSnapshot(`../../public/schemas/${name}.schema.json`)
  })
})
