/** @file Numbers that are drawn from a name: the same as models/training/gradlens_training/onnx_goldens.py draws. */

/** In [-1, 1), by a hash of the name and the position. */
export function noise(name: string, count: number): Float64Array {
  let seed = 2166136261
  for (const byte of new TextEncoder().encode(name)) seed = Math.imul(seed ^ byte, 16777619)
  return Float64Array.from({ length: count }, (_, i) => {
    let x = (seed + Math.imul(i + 1, 0x9e3779b9)) >>> 0
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1
  })
}

/** A parameter under which every part of a model matters and no class is certain. */
export function drawnParameter(name: string, shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1)
  const scale = Math.sqrt(3 / shape.slice(1).reduce((product, length) => product * length, 1))
  return Float32Array.from(noise(name, size), (u) => {
    if (name.endsWith('running_var')) return 1 + 0.5 * u
    if (name.endsWith('running_mean')) return 0.2 * u
    if (shape.length > 1) return u * scale
    return /(bias|beta)$/.test(name) ? 0.2 * u : 1 + 0.3 * u
  })
}
