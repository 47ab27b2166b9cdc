/**
 * @file Numbers that follow from a name, the same to the bit as models/training/gradlens_training/seeded_values.py
 * gives, so that goldens of a model need not store its weights.
 */

/** FNV-1a of the name's UTF-8 bytes. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** In [0, 1), each a multiple of 2 ** -24. */
export function seededUnit(name: string, count: number): Float32Array {
  const seed = hashOf(name)
  return Float32Array.from({ length: count }, (_, i) => {
    let hash = (Math.imul(i, 0x9e3779b1) + seed) >>> 0
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
    return (hash >>> 8) / 2 ** 24
  })
}

const POSITIONS = /pos_embed|token|relative_position_bias_table/
const SCALES = /(?:running_var|gamma\d?|layer_scale|\.weight)$/

/** A model's parameter: such that activations keep near unit size. */
export function seededParameter(name: string, shape: readonly number[]): Float32Array {
  const count = shape.reduce((product, side) => product * side, 1)
  const sides = shape.filter((side) => side > 1)
  const unit = seededUnit(name, count)
  const spread = (size: number) => unit.map((value) => (2 * value - 1) * size)
  if (POSITIONS.test(name)) return spread(0.5)
  if (sides.length <= 1 && SCALES.test(name)) return unit.map((value) => 0.5 + value)
  if (sides.length <= 1) return spread(0.3)
  return spread(Math.sqrt((3 * (shape[0] as number)) / count))
}
