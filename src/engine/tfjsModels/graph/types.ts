import type { JsonObject } from '../file/types'

/** A node as TensorFlow writes it. */
export interface GraphNode {
  readonly name: string
  readonly op: string
  /** Names of nodes, with ":1" for their second output. */
  readonly input: readonly string[]
  readonly attr: JsonObject
}

/** What of a graph leads from the images to its first output. */
export interface TfjsGraph {
  /** Each after those that it reads. */
  readonly nodes: readonly GraphNode[]
  /** The placeholder of the images. */
  readonly input: string
  readonly output: string
}

/** The node that a name without its output's number is of. */
export const nodeIn = (name: string): string => name.replace(/:\d+$/, '')
