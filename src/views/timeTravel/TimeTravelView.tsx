import { epochOf } from '../../store/timeTravel/travelState'
import { travelTitle } from '../../store/timeTravel/travelTitle'
import { useActions, useApp } from '../parts/appContext'
import { EngineWaiting } from '../parts/EngineWaiting'
import { InlineTerm } from '../parts/help/InlineTerm'
import { EpochCurves } from './EpochCurves'
import { EpochNow } from './EpochNow'
import { EpochStrip } from './EpochStrip'
import { TravelExports } from './TravelExports'
import { collapseWords, epochWords } from './travelWords'
import { useLookedRun, useShownRuns, useTimeTravel } from './useTimeTravel'

/** A training seen epoch by epoch: its maps of one image, and its figures. */
export function TimeTravelView() {
  const looked = useLookedRun()
  const runs = useShownRuns()
  const travel = useTimeTravel((state) => state)
  const isReady = useApp(({ engine }) => engine.status === 'ready')
  const epoch = looked && epochOf(looked, travel.look.epoch)
  return (
    <section className="time-travel" aria-label="Time travel">
      <header className="travel-head">
        <h2>
          Time travel
          {looked && <span className="muted"> {travelTitle(looked)} training, epoch by epoch</span>}
        </h2>
        <p>
          Training against one step of FGSM can end in <InlineTerm name="catastrophic overfitting" />: the model learns
          to fool that step and nothing else. Move through the epochs and watch the gradient lose the image.
        </p>
      </header>
      <Failures />
      {!isReady && <EngineWaiting />}
      {looked !== null && epoch !== null && (
        <>
          <EpochNow looked={looked} runs={runs} epoch={epoch} travel={travel} />
          <p className="travel-words" data-testid="epoch-words">
            {epochWords(looked, epoch)}
          </p>
          <EpochCurves looked={looked} runs={runs} epoch={epoch} />
          <p className="travel-words" data-testid="collapse">
            {collapseWords(looked)}
          </p>
          {runs.map((run) => (
            <EpochStrip key={run.id} run={run} travel={travel} />
          ))}
          <TravelExports looked={looked} runs={runs} epoch={epoch} travel={travel} />
        </>
      )}
    </section>
  )
}

/** What could not be read or computed, with a way to try again. */
function Failures() {
  const { runs, image, results } = useTimeTravel((state) => state)
  const { retryEpochs } = useActions()
  const errors = new Set(
    [...Object.values(runs), image, ...Object.values(results)].flatMap(({ error }) => (error === null ? [] : [error])),
  )
  if (errors.size === 0) return null
  return (
    <div className="cell-error" role="alert">
      {[...errors].map((error) => (
        <p key={error}>{error}</p>
      ))}
      <button type="button" onClick={retryEpochs}>
        Retry
      </button>
    </div>
  )
}
