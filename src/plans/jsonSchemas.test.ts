import { describe, expect, it } from 'vitest'
import { jsonSchemaText, SCHEMA_NAMES } from './jsonSchemas'

/** A package that pip installs can only hold what is inside of it. */
const PYTHON = '../../models/training/gradlens_training/plans/schemas'

describe('published schemas', () => {
  // `npm run schemas` writes them.
  it.each(SCHEMA_NAMES)('the file of the %s schema is what the definitions say', async (name) => {
    await expect(jsonSchemaText(name)).toMatchFileSnapshot(`../../public/schemas/${name}.schema.json`)
  })

  it.each(SCHEMA_NAMES)('the Python package has the same %s schema', async (name) => {
    await expect(jsonSchemaText(name)).toMatchFileSnapshot(`${PYTHON}/${name}.schema.json`)
  })
})
