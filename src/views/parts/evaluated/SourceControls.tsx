import { countOf } from '../../../countOf'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../../images/datasets/builtIn/registry'
import { SUBSET_FIELDS } from '../../../plans/evaluationNumbers'
import { chosenSplit, isOpened, type SplitChoice } from '../../../store/data/dataSource'
import type { DataSetChoice } from '../../../store/evaluation/dataSetChoice'
import type { ImagesFrom } from '../../../store/evaluation/evaluation'
import { DataSourceControls } from '../data/DataSourceControls'
import { NumberSettingField } from '../fields/NumberSettingField'
import { whole } from '../format'
import { KnownClasses } from './KnownClasses'
import { useEvaluation, useEvaluationActions } from './useEvaluation'
import { useSettledForm } from './useSettledForm'

/** Evaluations use the test split, so few images of each split are needed. */
const HUB_IMAGES_PER_SPLIT = 1000

const OFFERED: readonly ImagesFrom[] = ['gallery', 'builtIn', 'files', 'hub']

const BUILT_IN = BUILT_IN_DATA_SETS[BUILT_IN_ID]

const ABOUT: Readonly<Partial<Record<ImagesFrom, string>>> = {
  gallery: 'The gallery images whose classes the models know. They are few, so intervals are wide.',
  builtIn: `${BUILT_IN.splits.map(({ name, count }) => `${countOf(count, `${name} image`)}`).join(' and ')}, included with the page.`,
}

/** Chooses the images to attack: the gallery's, or a subset of a data set. */
export function SourceControls() {
  const { images } = useSettledForm()
  const dataSet = useEvaluation((evaluation) => evaluation.dataSet)
  const { setEvaluation, openDataSet, closeDataSet } = useEvaluationActions()
  return (
    <section className="group">
      <h2>Images</h2>
      <DataSourceControls
        offered={OFFERED}
        from={images}
        data={dataSet}
        about={ABOUT}
        imagesPerSplit={HUB_IMAGES_PER_SPLIT}
        onChoose={(from) => setEvaluation({ images: from })}
        place="evaluation"
        onDownload={(source) => void openDataSet(source)}
        onClose={closeDataSet}
      />
      <KnownClasses />
      {images !== 'gallery' && <Subset />}
    </section>
  )
}

/** Chooses the split, the number of images and their seed. */
function Subset() {
  const { dataSet: choice, images } = useSettledForm()
  const data = useEvaluation((evaluation) => evaluation.dataSet)
  const { setEvaluation } = useEvaluationActions()
  const set = (change: Partial<DataSetChoice>) => setEvaluation({ dataSet: { ...choice, ...change } })
  const opened = images !== 'gallery' && isOpened(images, data) ? (data.summary?.splits ?? []) : []
  const splits = images === 'builtIn' ? BUILT_IN.splits : opened
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
      <NumberSettingField
        setting={SUBSET_FIELDS.count}
        note="at most"
        value={choice.count}
        onChange={(count) => set({ count })}
      />
      <NumberSettingField setting={SUBSET_FIELDS.seed} value={choice.seed} onChange={(seed) => set({ seed })} />
    </>
  )
}
