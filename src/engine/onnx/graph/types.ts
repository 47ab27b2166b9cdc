/** @file An ONNX graph as it is computed: functions inlined, values decoded, names as in the file. */

/** A tensor whose values are known when the model is loaded: float, integer, or boolean. */
export interface Constant {
  readonly kind: NumberKind
  readonly shape: readonly number[]
  /** Row by row. Integers beyond 2 ** 53 are rounded. */
  readonly values: Numbers
}

export type NumberKind = 'float' | 'int' | 'bool'
export type Numbers = Float32Array | Float64Array

export type AttributeValue = number | string | readonly number[] | readonly string[] | Constant | OnnxSubgraph

export interface OnnxNode {
  /** For messages: the name in the file, or that of its first output. */
  readonly name: string
  readonly operator: string
  /** '' for an omitted optional input. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, AttributeValue>
}

/** A branch of an `If`, which sees the names of the graph around it. */
export interface OnnxSubgraph {
  readonly nodes: readonly OnnxNode[]
  readonly constants: ReadonlyMap<string, Constant>
  readonly outputs: readonly string[]
}

export interface OnnxGraph extends OnnxSubgraph {
  readonly opset: number
  readonly input: GraphInput
  /** Shapes by name of the initialisers whose values are the model's weights, stored separately. */
  readonly parameters: ReadonlyMap<string, readonly number[]>
}

export interface GraphInput {
  readonly name: string
  /** null for a free length: (batch, channels, height, width), or channels last. */
  readonly shape: readonly (number | null)[]
}

export const isSubgraph = (value: unknown): value is OnnxSubgraph =>
  typeof value === 'object' && value !== null && 'nodes' in value
export const isConstant = (value: unknown): value is Constant =>
  typeof value === 'object' && value !== null && 'kind' in value
