/** A tensor as model.json describes it. */
export interface WeightSpec {
  readonly name: string
  readonly shape: readonly number[]
  /** "float32", "int32", "bool" and the like. */
  readonly dtype: string
  readonly quantization?: {
    readonly dtype: 'uint8' | 'uint16' | 'float16'
    readonly scale?: number | undefined
    readonly min?: number | undefined
  }
}

/** Tensors that lie one after the other in the files of these names. */
export interface WeightGroup {
  readonly paths: readonly string[]
  readonly weights: readonly WeightSpec[]
}

/** "layers" is what Keras saves, "graph" what TensorFlow does. */
export type TfjsKind = 'layers' | 'graph'

export type JsonObject = Readonly<Record<string, unknown>>

/** Of model.json what is needed, checked as far as it does not depend on the kind. */
export interface TfjsModelJson {
  readonly kind: TfjsKind
  readonly topology: JsonObject
  /** What goes in and comes out of a graph. */
  readonly signature: JsonObject | null
  readonly groups: readonly WeightGroup[]
  /** For people: "TensorFlow.js Converter v4.22.0"; empty where the file does not say. */
  readonly converter: string
}

/** A tensor of whole numbers or truth values, which is never learned. */
export interface WholeNumbers {
  readonly name: string
  readonly dtype: 'int32' | 'bool'
  readonly shape: readonly number[]
  readonly values: readonly number[]
}
