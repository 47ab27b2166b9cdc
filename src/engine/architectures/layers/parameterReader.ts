import type { Tensor } from '../../tf'
import { AS_HERE, type Spelling } from '../spelling'
import type { Parameters } from '../types'

/** The parameter of that name, not owned by the caller. */
export type ReadParameter = <T extends Tensor>(name: string) => T

/** Reads parameters by the names used in the code, whatever their source calls them. */
export const parameterReader =
  (parameters: Parameters, spelling: Spelling = AS_HERE): ReadParameter =>
  <T extends Tensor>(name: string) => {
    const parameter = parameters.get(spelling(name))
    if (parameter === undefined)
      throw new Error(`The parameter "${spelling(name)}" is missing; load the model through its manifest.`)
    return parameter as T
  }
