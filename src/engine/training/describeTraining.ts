/** @file Tells the page what a training can be made with, from the schemas that check it. */
import { z } from 'zod'
import { ACTIVATION_NAMES } from '../architectures/activations'
import { chooseObjective, OBJECTIVES } from '../objectives/registry'
import { chooseOptimizer, OPTIMIZERS } from './optimizers/registry'
import type { SettingDescription, TrainingDescription } from './types'

export const describeTraining = (): TrainingDescription => ({
  objectives: OBJECTIVES.map(({ id, name, derivatives, parts, settings }) => ({
    id,
    name,
    derivatives,
    parts,
    settings: describeSettings(settings),
    defaults: chooseObjective({ id }).settings as Record<string, unknown>,
  })),
  optimizers: OPTIMIZERS.map(({ id, name, settings }) => ({
    id,
    name,
    settings: describeSettings(settings),
    defaults: chooseOptimizer({ id }).settings as Record<string, unknown>,
  })),
  activations: ACTIVATION_NAMES,
})

/** A field of a schema, as JSON Schema has it. */
interface Field {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Field[]
  readonly prefixItems?: readonly Field[]
}

/** Stands for no bound, where a field must have one. */
const UNBOUNDED = 1e6

function describeSettings(schema: z.ZodType<unknown>): SettingDescription[] {
  const { properties = {} } = z.toJSONSchema(schema) as { properties?: Record<string, Field> }
  return Object.entries(properties).map(([name, field]) => describe(name, field))
}

function describe(name: string, field: Field, isNullable = false): SettingDescription {
  const other = field.anyOf?.find(({ type }) => type !== 'null')
  if (other !== undefined) return describe(name, other, true)
  if (field.enum !== undefined) return { kind: 'choice', name, options: field.enum }
  if (field.type === 'boolean') return { kind: 'flag', name }
  if (field.prefixItems !== undefined) return { kind: 'numbers', name, min: field.prefixItems[0]?.minimum ?? 0 }
  if (field.type !== 'number' && field.type !== 'integer') {
    throw new Error(`The setting "${name}" is of a type that the page has no field for: ${field.type}.`)
  }
  return {
    kind: 'number',
    name,
    min: field.exclusiveMinimum ?? field.minimum ?? -UNBOUNDED,
    max: Math.min(UNBOUNDED, field.exclusiveMaximum ?? field.maximum ?? UNBOUNDED),
    isAbove: field.exclusiveMinimum !== undefined,
    isBelow: field.exclusiveMaximum !== undefined,
    isWhole: field.type === 'integer',
    isNullable,
  }
}
