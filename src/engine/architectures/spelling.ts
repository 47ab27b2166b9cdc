/** @file One architecture goes by several sets of parameter names: what was read under one is written under the same. */
import type { ParameterShapes } from './types'

/** From the name that the code here uses to the one that a source gives the same parameter. */
export type Spelling = (name: string) => string

/** A spelling by replacements, each made where it matches, in order. */
export const respelling =
  (...rules: readonly (readonly [RegExp, string])[]): Spelling =>
  (name) =>
    rules.reduce((spelled, [from, to]) => spelled.replace(from, to), name)

export const AS_HERE: Spelling = (name) => name

export const spelledShapes = (shapes: ParameterShapes, spelling: Spelling): ParameterShapes =>
  new Map([...shapes].map(([name, shape]) => [spelling(name), shape]))
