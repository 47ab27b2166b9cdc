/** @file The type of an operator: an entry in a file of similar ones, which the registry joins. */
import type { OperatorName } from '../graph/operatorNames'
import type { AttributeValue, Constant } from '../graph/types'
import { isConstant } from '../graph/types'
import { type GraphValue, type HostValue, isHost } from '../values/types'

/** One node as it is computed. */
export interface Call {
  readonly opset: number
  readonly attributes: ReadonlyMap<string, AttributeValue>
  /** undefined for omitted inputs. */
  readonly inputs: readonly (GraphValue | undefined)[]
  /** The number of the node's outputs. */
  readonly outputs: number
  /** The result of `prepare`, if the operator has one. */
  readonly prepared?: unknown
  /**
   * Shape that an input had when as many images went through the graph as it was exported for, where that number is
   * fixed and another goes through now.
   */
  readonly exportedShape?: ((input: number) => readonly number[] | undefined) | undefined
}

/** Throws part of a sentence, after "cannot be computed: ". */
export type Compute = (call: Call) => GraphValue | readonly GraphValue[]

export interface Operator {
  readonly compute: Compute
  /**
   * Computes what depends only on parameters, once, if all inputs except the first do: filters of a convolution in the
   * backend's order of axes. Contains tensors in plain objects and lists.
   */
  readonly prepare?: (call: Call) => unknown
}

export type Operators = Readonly<Partial<Record<OperatorName, Compute | Operator>>>

/** A required input. */
export function inputOf({ inputs }: Call, at = 0): GraphValue {
  const value = inputs[at]
  if (value === undefined) throw new Error(`its input ${at + 1} is missing`)
  return value
}

/** A configuring input, such as a shape or axes, which must not depend on the image's pixels. */
export function knownInput({ inputs }: Call, at: number): HostValue | undefined {
  const value = inputs[at]
  if (value === undefined || isHost(value)) return value
  throw new Error(`the images' pixels decide its input ${at + 1}`)
}

/** Integers that are an attribute in older opsets and an input in newer ones. */
export function listOf(call: Call, name: string, input: number): number[] | undefined {
  const known = knownInput(call, input)
  if (known !== undefined) return [...known.values]
  return numberList(call, name)
}

export function numberList({ attributes }: Call, name: string): number[] | undefined {
  const value = attributes.get(name)
  if (value === undefined) return undefined
  if (typeof value === 'number') return [value]
  if (Array.isArray(value) && value.every((each) => typeof each === 'number')) return [...value] as number[]
  throw new Error(`its attribute "${name}" is not a list of numbers`)
}

export function numberOf<Default extends number | undefined>(
  call: Call,
  name: string,
  otherwise: Default,
): number | Default {
  const value = call.attributes.get(name)
  if (value === undefined) return otherwise
  if (typeof value === 'number') return value
  throw new Error(`its attribute "${name}" is not a number`)
}

export function textOf({ attributes }: Call, name: string, otherwise: string): string {
  const value = attributes.get(name)
  return typeof value === 'string' ? value : otherwise
}

export function constantOf({ attributes }: Call, name: string): Constant | undefined {
  const value = attributes.get(name)
  return isConstant(value) ? value : undefined
}

/** Throws if an attribute has an unsupported value. */
export function decline(isAsked: boolean, what: string): void {
  if (isAsked) throw new Error(`${what} is not computed here`)
}
