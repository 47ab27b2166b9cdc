/** @file Figures that many trials measured, in a form that later trials can be added to. */

/**
 * @param {import('./measured.mjs').Measured} measured
 * @param {Readonly<Record<string, number>>} figures of one trial more
 */
export function measuredWith(measured, figures) {
  const added = Object.entries(figures).map(([name, value]) => {
    const { count, sum, greatest } = measured[name] ?? { count: 0, sum: 0, greatest: Number.NEGATIVE_INFINITY }
    return [name, { count: count + 1, sum: sum + value, greatest: Math.max(greatest, value) }]
  })
  return { ...measured, ...Object.fromEntries(added) }
}

/** 0 where nothing was measured. */
export const meanOf = (measured, name) => (measured[name] ? measured[name].sum / measured[name].count : 0)
export const sumOf = (measured, name) => measured[name]?.sum ?? 0
export const greatestOf = (measured, name) => measured[name]?.greatest ?? 0
