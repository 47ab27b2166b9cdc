import { useMemo } from 'react'
import { type TrainingPanel, trainingCurves, trainingPanels } from '../../../charts/trainingCurves'
import { NOTHING_YET } from '../../../store/appStore'
import { useActions, useApp } from '../../parts/appContext'
import { ChartFigure } from '../../parts/figures/ChartFigure'
import { chartCsv } from '../../parts/figures/chartCsv'
import { ExportButtons } from '../../parts/figures/ExportButtons'
import { Waiting } from '../../parts/Waiting'

const HEIGHT = 170

/** The curves of a model's training log. */
export function CardCurves({ id }: { readonly id: string }) {
  const hasLog = useApp((state) => state.zoo.some((model) => model.id === id && model.logUrl !== null))
  const { value: log, progress, error } = useApp((state) => state.trainingLogs[id] ?? NOTHING_YET)
  const panels = useMemo(() => log && trainingPanels(log), [log])
  const { retryTrainingLog } = useActions()
  if (!hasLog) return null
  return (
    <section>
      <h3>Training curves</h3>
      {error && (
        <div className="cell-error" role="alert">
          <p>{error}</p>
          <button type="button" onClick={() => retryTrainingLog(id)}>
            Retry
          </button>
        </div>
      )}
      <Waiting isOnItsWay={progress !== null}>Reading the training log…</Waiting>
      {panels && (
        <>
          <div className="training-panels" data-testid="training-curves">
            {panels.map((panel) => (
              <Panel key={panel.title} panel={panel} />
            ))}
          </div>
          <ExportButtons
            name={`gradlens-training-log-${id}`}
            csv={() => chartCsv(panels.map(trainingCurves))}
            figure={() => ({ charts: panels.map(trainingCurves), title: `Training of ${id}`, lines: [], notes: [] })}
          />
        </>
      )}
    </section>
  )
}

function Panel({ panel }: { readonly panel: TrainingPanel }) {
  const chart = useMemo(() => trainingCurves(panel), [panel])
  const names = panel.curves.map(({ label }) => label).join(' and ')
  return (
    <div>
      <ChartFigure
        chart={chart}
        label={`${panel.title} over epochs: ${names}`}
        height={HEIGHT}
        testId="training-panel"
      />
    </div>
  )
}
