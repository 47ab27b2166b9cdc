import { countOf } from '../../countOf'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../pictures/datasets/builtIn/registry'
import { FINETUNE_LIMITS } from '../../store/finetuneForm'
import { DataSourceControls } from '../datasets/DataSourceControls'
import { NumberField } from '../fields/NumberField'
import { whole } from '../format'
import { useFinetune, useFinetuneActions } from './useFinetune'

const HUB_PICTURES_PER_SPLIT = 5000

const { splits } = BUILT_IN_DATA_SETS[BUILT_IN_ID]
const sizeOf = (wanted: string) => splits.find((split) => split.name === wanted)?.count ?? 0

/** Which pictures are trained on, and how many. */
export function DataControls() {
  const data = useFinetune((finetune) => finetune.data)
  const form = useFinetune((finetune) => finetune.form)
  const { setFinetune, openTrainingData, closeTrainingData } = useFinetuneActions()
  const set = (change: Partial<typeof form.data>) => setFinetune({ data: { ...form.data, ...change } })
  return (
    <section className="group">
      <h2>Pictures</h2>
      <DataSourceControls
        offered={['builtIn', 'files', 'hub']}
        from={form.data.from}
        data={data}
        about={{
          builtIn: `${countOf(sizeOf('train'), 'picture')} to train on and ${whole(sizeOf('test'))} held back, which come with the page.`,
        }}
        picturesPerSplit={HUB_PICTURES_PER_SPLIT}
        onChoose={(from) => set({ from })}
        place="finetune"
        onDownload={(source) => void openTrainingData(source)}
        onClose={closeTrainingData}
      />
      <NumberField
        label="Train on"
        note="at most"
        value={form.data.trainPictures}
        {...FINETUNE_LIMITS.trainPictures}
        isWhole
        onChange={(trainPictures) => set({ trainPictures })}
      />
      <NumberField
        label="Hold back"
        note="at most"
        value={form.data.heldBackPictures}
        {...FINETUNE_LIMITS.heldBackPictures}
        isWhole
        onChange={(heldBackPictures) => set({ heldBackPictures })}
      />
    </section>
  )
}
