import { useState } from 'react'
import type { TrainingData } from '../../store/finetune'
import { FINETUNE_LIMITS } from '../../store/finetuneForm'
import { OpenDataSet } from '../datasets/OpenDataSet'
import { Choice } from '../rail/Choice'
import { NumberField } from '../rail/NumberField'
import { HubControls } from './HubControls'
import { useFinetune, useFinetuneActions } from './useFinetune'

type Kind = 'builtIn' | 'files' | 'hub'

const kindOf = ({ source }: TrainingData): Kind => ('builtIn' in source ? 'builtIn' : 'hub' in source ? 'hub' : 'files')

/** Which pictures are trained on, and how many. */
export function DataControls() {
  const data = useFinetune((finetune) => finetune.data)
  const form = useFinetune((finetune) => finetune.form)
  const { setFinetune, openTrainingData, closeTrainingData } = useFinetuneActions()
  // What is looked at here; it is taken only once something is opened.
  const [kind, setKind] = useState<Kind>(kindOf(data))
  const set = (change: Partial<typeof form.data>) => setFinetune({ data: { ...form.data, ...change } })
  return (
    <section className="group">
      <h2>Pictures</h2>
      <Choice
        label="From"
        value={kind}
        options={[
          ['builtIn', 'Built in'],
          ['files', 'My own'],
          ['hub', 'Hub'],
        ]}
        onChange={(next) => {
          setKind(next)
          if (next === 'builtIn' && kindOf(data) !== 'builtIn') closeTrainingData()
        }}
      />
      {kind === 'builtIn' && (
        <p className="hint">Fashion-MNIST: 4,000 pictures to train on and 1,000 held back, which come with the page.</p>
      )}
      {kind === 'files' && (
        <OpenDataSet
          {...(kindOf(data) === 'files' ? data : { summary: null, progress: null, error: null })}
          onOpen={(files) => void openTrainingData({ files })}
          onClose={closeTrainingData}
        />
      )}
      {kind === 'hub' && <HubControls data={kindOf(data) === 'hub' ? data : null} />}
      <NumberField
        label="Train on"
        value={form.data.trainPictures}
        {...FINETUNE_LIMITS.trainPictures}
        isWhole
        onChange={(trainPictures) => set({ trainPictures })}
      />
      <NumberField
        label="Hold back"
        value={form.data.heldBackPictures}
        {...FINETUNE_LIMITS.heldBackPictures}
        isWhole
        onChange={(heldBackPictures) => set({ heldBackPictures })}
      />
    </section>
  )
}
