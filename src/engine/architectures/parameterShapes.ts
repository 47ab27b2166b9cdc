/** @file Names and shapes of the parameters of common layers, in PyTorch's order. */
type NamedShape = readonly [name: string, shape: readonly number[]]

export function addShapes(shapes: Map<string, readonly number[]>, more: Iterable<NamedShape>): void {
  for (const [name, shape] of more) shapes.set(name, shape)
}

/** The parameters of batch norm, including running statistics. */
export const batchNormShapes = (name: string, width: number): NamedShape[] =>
  ['weight', 'bias', 'running_mean', 'running_var'].map((part) => [`${name}.${part}`, [width]])

export const layerNormShapes = (name: string, width: number): NamedShape[] => [
  [`${name}.weight`, [width]],
  [`${name}.bias`, [width]],
]

export const denseShapes = (name: string, inFeatures: number, outFeatures: number, hasBias = true): NamedShape[] => [
  [`${name}.weight`, [outFeatures, inFeatures]],
  ...(hasBias ? [[`${name}.bias`, [outFeatures]] as const] : []),
]
