import { countOf } from '../../countOf'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../images/datasets/builtIn/registry'
import { TRAINING_FIELDS } from '../../store/training/trainingNumbers'
import { DataSourceControls } from '../parts/data/DataSourceControls'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { whole } from '../parts/format'
import { useTraining, useTrainingActions } from './useTraining'

const HUB_IMAGES_PER_SPLIT = 5000

const { splits } = BUILT_IN_DATA_SETS[BUILT_IN_ID]
const sizeOf = (wanted: string) => splits.find((split) => split.name === wanted)?.count ?? 0

/** Chooses the images to train on and how many. */
export function DataControls() {
  const data = useTraining((training) => training.data)
  const form = useTraining((training) => training.form)
  const { setTraining, openTrainingData, closeTrainingData } = useTrainingActions()
  const set = (change: Partial<typeof form.data>) => setTraining({ data: { ...form.data, ...change } })
  return (
    <section className="group">
      <h2>Images</h2>
      <DataSourceControls
        offered={['builtIn', 'files', 'hub']}
        from={form.data.from}
        data={data}
        about={{
          builtIn: `${countOf(sizeOf('train'), 'image')} to train on and ${whole(sizeOf('test'))} held out, included with the page.`,
        }}
        imagesPerSplit={HUB_IMAGES_PER_SPLIT}
        onChoose={(from) => set({ from })}
        place="training"
        onDownload={(source) => void openTrainingData(source)}
        onClose={closeTrainingData}
      />
      <NumberSettingField
        setting={TRAINING_FIELDS.trainImages}
        note="at most"
        value={form.data.trainImages}
        onChange={(trainImages) => set({ trainImages })}
      />
      <NumberSettingField
        setting={TRAINING_FIELDS.heldOutImages}
        note="at most"
        value={form.data.heldOutImages}
        onChange={(heldOutImages) => set({ heldOutImages })}
      />
    </section>
  )
}
