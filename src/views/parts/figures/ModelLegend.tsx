import type { ModelSeries } from './useModelSeries'

export function ModelLegend({ series }: { readonly series: readonly Pick<ModelSeries, 'id' | 'name' | 'color'>[] }) {
  return (
    <ul className="model-legend">
      {series.map(({ id, name, color }) => (
        <li key={id}>
          <span className="model-color" style={{ background: color }} aria-hidden="true" />
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  )
}
