/** @file The schemas of plan.json and results.json as JSON Schema, for software that is not written in TypeScript. */
import { z } from 'zod'
import { planFileSchema } from './planFile'
import { resultsFileSchema } from './resultsFile'

const SCHEMAS = { plan: planFileSchema, results: resultsFileSchema } as const

export const SCHEMA_NAMES = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[]

/** Words for the page's forms, which JSON Schema has no keywords for. */
const WORDS_OF_FORMS = [
  ...['unit', 'counted', 'norms', 'liveMost', 'multipliesTime', 'isMain', 'inText', 'options', 'entries', 'kind'],
  ...['isWhole', 'isNullable', 'isAbove', 'isBelow'],
]

/** The text of a schema's file. */
export function jsonSchemaText(name: keyof typeof SCHEMAS): string {
  const schema = z.toJSONSchema(SCHEMAS[name], {
    io: 'input',
    override({ jsonSchema }) {
      const { label, help } = jsonSchema as { readonly label?: string; readonly help?: string }
      if (label === undefined) return
      for (const word of ['label', 'help', ...WORDS_OF_FORMS]) delete jsonSchema[word]
      Object.assign(jsonSchema, { title: label, ...(help !== undefined && { description: help }) })
    },
  })
  return `${JSON.stringify(schema, null, 1)}\n`
}
