import { useActions, useApp } from '../parts/appContext'
import { ModelLegend } from '../parts/figures/ModelLegend'
import { useModelSeries } from '../parts/figures/useModelSeries'

const FASHION = ['natural', 'adversarial', 'gradnorm'].map((training) => `fashion-mnist-resnet-gelu-${training}`)

/** For whom figures are computed, and a choice that has a thousand labelled images on the page. */
export function ShownModels() {
  const series = useModelSeries()
  const { openZoo, showModels } = useActions()
  const hasFashion = useApp(({ models }) => FASHION.every((id) => models.some((model) => model.id === id)))
  return (
    <div className="figure-models">
      <span>Models in the columns:</span>
      <ModelLegend series={series} />
      <button type="button" className="button" onClick={() => openZoo()}>
        Change columns…
      </button>
      {!hasFashion && (
        <button type="button" className="button" onClick={() => showModels(FASHION)}>
          Show the models of Fashion-MNIST, whose 1,000 test images come with the page
        </button>
      )}
    </div>
  )
}
