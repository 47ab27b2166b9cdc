/** @file What an operator is: one entry in a file of its kind, which the registry joins. */
import type { OperatorName } from '../graph/operatorNames'
import type { AttributeValue, Constant } from '../graph/types'
import { isConstant } from '../graph/types'
import { type GraphValue, type HostValue, isHost } from '../values/types'

/** One node as it is computed. */
export interface Call {
  readonly opset: number
  readonly attributes: ReadonlyMap<string, AttributeValue>
  /** undefined where one is left out. */
  readonly inputs: readonly (GraphValue | undefined)[]
  /** How many outputs the node has. */
  readonly outputs: number
  /** What `prepare` gave, where the operator has one. */
  readonly prepared?: unknown
  /**
   * Shape that an input had when as many images went through the graph as it was exported for, where that number is
   * fixed and another goes through now.
   */
  readonly exportedShape?: ((input: number) => readonly number[] | undefined) | undefined
}

/** Throws a part of a sentence, after "cannot be computed: ". */
export type Compute = (call: Call) => GraphValue | readonly GraphValue[]

export interface Operator {
  readonly compute: Compute
  /**
   * What depends on parameters alone, computed once where all inputs but the first do: the filters of a convolution in
   * the order in which the backend takes them. It holds tensors in plain objects and lists.
   */
  readonly prepare?: (call: Call) => unknown
}

export type Operators = Readonly<Partial<Record<OperatorName, Compute | Operator>>>

/** The input, which the operator cannot do without. */
export function inputOf({ inputs }: Call, at = 0): GraphValue {
  const value = inputs[at]
  if (value === undefined) throw new Error(`its input ${at + 1} is missing`)
  return value
}

/** An input that says how, such as a shape or axes; it may not depend on the image's pixels. */
export function knownInput({ inputs }: Call, at: number): HostValue | undefined {
  const value = inputs[at]
  if (value === undefined || isHost(value)) return value
  throw new Error(`the images' pixels decide its input ${at + 1}`)
}

/** Whole numbers that an attribute says in older opsets and an input in newer ones. */
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

/** Throws where an attribute asks for what is not computed. */
export function decline(isAsked: boolean, what: string): void {
  if (isAsked) throw new Error(`${what} is not computed here`)
}
