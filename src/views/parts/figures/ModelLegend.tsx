import type { CSSProperties } from 'react'
import type { ModelSeries } from './useModelSeries'

interface LegendSeries extends Pick<ModelSeries, 'id' | 'name' | 'color'> {
  /** Whether others have measured it: hollow, as its marks are. */
  readonly isTheirs?: boolean
}

export function ModelLegend({ series }: { readonly series: readonly LegendSeries[] }) {
  return (
    <ul className="model-legend">
      {series.map(({ id, name, color, isTheirs = false }) => (
        <li key={id}>
          <span className="model-color" style={dotOf(color, isTheirs)} aria-hidden="true" />
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  )
}

const dotOf = (color: string, isHollow: boolean): CSSProperties =>
  isHollow ? { border: `2px solid ${color}` } : { background: color }
