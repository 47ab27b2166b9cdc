/** @file The modules of sequences that have parameters, by names such as "0.weight" and "features.3.bias". */
import type { ParameterShapes } from '../types'
import type { SequentialLayer } from './settings'

export interface NamedLayer {
  readonly layer: Extract<SequentialLayer, { name: string }>
  /** The number of parameterless modules before the next one with parameters; null at the end of a sequence. */
  readonly gap: number | null
}

/** Plain sequences are short; other models may have any number of tensors. */
const MOST_TENSORS = 200

const NAME = /^((?:[A-Za-z_]\w*\.)*)(\d{1,3})\.(weight|bias|running_mean|running_var)$/

/**
 * In the order of the forward pass, as far as names determine it; null if a tensor does not belong to a plain sequence.
 */
export function readModules(shapes: ParameterShapes): NamedLayer[] | null {
  if (shapes.size > MOST_TENSORS) return null
  const places: { sequence: string; index: number }[] = []
  const seen = new Set<string>()
  for (const name of shapes.keys()) {
    const found = NAME.exec(name)
    if (found === null) return null
    const [, sequence, index] = found as unknown as [string, string, string]
    if (seen.has(sequence + index)) continue
    seen.add(sequence + index)
    places.push({ sequence, index: Number(index) })
  }
  // Sequences in the order of the file, in which they were defined.
  const order = [...new Set(places.map(({ sequence }) => sequence))]
  places.sort((a, b) => order.indexOf(a.sequence) - order.indexOf(b.sequence) || a.index - b.index)
  const modules: NamedLayer[] = []
  for (const [i, { sequence, index }] of places.entries()) {
    const layer = readLayer(shapes, `${sequence}${index}`)
    if (layer === null) return null
    const next = places[i + 1]
    modules.push({ layer, gap: next === undefined || next.sequence !== sequence ? null : next.index - index - 1 })
  }
  return modules
}

function readLayer(shapes: ParameterShapes, name: string): NamedLayer['layer'] | null {
  const weight = shapes.get(`${name}.weight`)
  if (weight === undefined) return null
  const [out, into, height, width] = weight as [number, number, number, number]
  const bias = shapes.has(`${name}.bias`)
  if (weight.length === 1) return shapes.has(`${name}.running_var`) ? { type: 'batch-norm', name, width: out } : null
  if (weight.length === 2) return { type: 'dense', name, into, out, bias }
  return weight.length === 4 && height === width ? { type: 'convolution', name, into, out, side: height, bias } : null
}
