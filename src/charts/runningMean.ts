import type { Point } from './frame/chart'

/** Each value replaced by its mean with the values of at most `window` before it on the horizontal axis. */
export function runningMean(points: readonly Point[], window: number): Point[] {
  let [from, sum] = [0, 0]
  return points.map((point, index) => {
    sum += point.y
    while ((points[from] as Point).x <= point.x - window) sum -= (points[from++] as Point).y
    return { ...point, y: sum / (index - from + 1) }
  })
}
