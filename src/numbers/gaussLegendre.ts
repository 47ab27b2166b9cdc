/**
 * Nodes and weights of Gauss-Legendre quadrature on [0, 1]: the integral of a smooth function is about the sum over i of
 * weights[i] · f(nodes[i]), exactly so for polynomials below degree 2 · count.
 *
 * By Newton's method on the Legendre polynomial, from the usual first guess cos(π (i + 3/4) / (count + 1/2)).
 *
 * @returns nodes ascending; the weights add up to 1
 */
export function gaussLegendre(count: number): { readonly nodes: Float64Array; readonly weights: Float64Array } {
  const [nodes, weights] = [new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 0
    for (let step = 0; step < 100; step++) {
      const [value, before] = legendre(count, x)
      slope = (count * (x * value - before)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) < 1e-15) break
    }
    const place = count - 1 - i
    nodes[place] = (x + 1) / 2
    weights[place] = 1 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

/** The Legendre polynomials of degree `degree` and of one less, at x. */
function legendre(degree: number, x: number): readonly [number, number] {
  let [value, before] = [x, 1]
  for (let n = 2; n <= degree; n++) [value, before] = [((2 * n - 1) * x * value - (n - 1) * before) / n, value]
  return degree === 0 ? [1, 0] : [value, before]
}
