/**
 * @file An architecture may have several sets of parameter names; what was read under one is written under the same.
 */
import type { ParameterShapes } from './types'

/** From a parameter's name in the code to its name in the source. */
export type Spelling = (name: string) => string

/** A spelling defined by replacements, applied in order. */
export const respelling =
  (...rules: readonly (readonly [RegExp, string])[]): Spelling =>
  (name) =>
    rules.reduce((spelled, [from, to]) => spelled.replace(from, to), name)

export const AS_HERE: Spelling = (name) => name

export const spelledShapes = (shapes: ParameterShapes, spelling: Spelling): ParameterShapes =>
  new Map([...shapes].map(([name, shape]) => [spelling(name), shape]))
