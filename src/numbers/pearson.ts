/** Pearson's r of two lists of one length, in [-1, 1]; null if one of them is constant. */
export function pearson(u: ArrayLike<number>, v: ArrayLike<number>): number | null {
  if (!varies(u) || !varies(v)) return null
  const [meanU, meanV] = [mean(u), mean(v)]
  let [uu, vv, uv] = [0, 0, 0]
  for (let i = 0; i < u.length; i++) {
    const [du, dv] = [(u[i] as number) - meanU, (v[i] as number) - meanV]
    uu += du * du
    vv += dv * dv
    uv += du * dv
  }
  return uv / Math.sqrt(uu * vv)
}

/** Compares the values themselves, as sums over constants differ from zero by rounding. */
function varies(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return true
  return false
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}
