import { countOf } from '../../countOf'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../pictures/datasets/builtIn/registry'
import { chosenSplit, isOpened, type SplitChoice } from '../../store/dataSource'
import type { DataSetChoice, PicturesFrom } from '../../store/evaluation'
import { EVALUATION_LIMITS } from '../../store/evaluationForm'
import { DataSourceControls } from '../datasets/DataSourceControls'
import { NumberField } from '../fields/NumberField'
import { whole } from '../format'
import { KnownClasses } from './KnownClasses'
import { useEvaluation, useEvaluationActions } from './useEvaluation'
import { useSettledForm } from './useSettledForm'

/** Models are judged by the test split alone, so that few pictures of the others need to come. */
const HUB_PICTURES_PER_SPLIT = 1000

const OFFERED: readonly PicturesFrom[] = ['gallery', 'builtIn', 'files', 'hub']

const BUILT_IN = BUILT_IN_DATA_SETS[BUILT_IN_ID]

const ABOUT: Readonly<Partial<Record<PicturesFrom, string>>> = {
  gallery: 'Those whose class the models know: few, so that intervals are wide.',
  builtIn: `${BUILT_IN.splits.map(({ name, count }) => `${countOf(count, `${name} picture`)}`).join(' and ')}, which come with the page.`,
}

/** Which pictures are attacked: the gallery's, or some of a data set. */
export function SourceControls() {
  const { pictures } = useSettledForm()
  const dataSet = useEvaluation((evaluation) => evaluation.dataSet)
  const { setEvaluation, openDataSet, closeDataSet } = useEvaluationActions()
  return (
    <section className="group">
      <h2>Pictures</h2>
      <DataSourceControls
        offered={OFFERED}
        from={pictures}
        data={dataSet}
        about={ABOUT}
        picturesPerSplit={HUB_PICTURES_PER_SPLIT}
        onChoose={(from) => setEvaluation({ pictures: from })}
        place="evaluate"
        onDownload={(source) => void openDataSet(source)}
        onClose={closeDataSet}
      />
      <KnownClasses />
      {pictures !== 'gallery' && <Subset />}
    </section>
  )
}

/** How many of the data set's pictures, and which. */
function Subset() {
  const { dataSet: choice, pictures } = useSettledForm()
  const data = useEvaluation((evaluation) => evaluation.dataSet)
  const { setEvaluation } = useEvaluationActions()
  const set = (change: Partial<DataSetChoice>) => setEvaluation({ dataSet: { ...choice, ...change } })
  const opened = pictures !== 'gallery' && isOpened(pictures, data) ? (data.summary?.splits ?? []) : []
  const splits = pictures === 'builtIn' ? BUILT_IN.splits : opened
  return (
    <>
      {splits.length > 0 && (
        <label className="field">
          <span>Split</span>
          <select
            value={chosenSplit(choice.split, splits) ?? 'all'}
            data-testid="split"
            onChange={(event) => set({ split: event.target.value as SplitChoice })}
          >
            {splits.map(({ name, count }) => (
              <option key={name} value={name}>
                {name} ({whole(count)})
              </option>
            ))}
            <option value="all">all</option>
          </select>
        </label>
      )}
      <NumberField
        label="How many"
        note="at most"
        value={choice.count}
        {...EVALUATION_LIMITS.pictures}
        isWhole
        onChange={(count) => set({ count })}
      />
      <NumberField
        label="Drawn by"
        unit="seed"
        value={choice.seed}
        {...EVALUATION_LIMITS.seed}
        isWhole
        onChange={(seed) => set({ seed })}
      />
    </>
  )
}
