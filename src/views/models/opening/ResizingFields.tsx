import type { ModelAnswers, ModelFacts } from '../../../engine/checkpoints/found/types'
import { OPENING_BOUNDS, RESIZING_CHOICES, resizingFact } from '../../../store/models/opening'
import { useActions } from '../../parts/appContext'
import { NumberField } from '../../parts/fields/NumberField'
import { FactAnswer } from './FactAnswer'
import { SelectField } from './SelectField'

interface ResizingFieldsProps {
  readonly answers: ModelAnswers
  readonly facts: ModelFacts
}

/** How images of other sizes are brought to the model's. */
export function ResizingFields({ answers: { resizing }, facts }: ResizingFieldsProps) {
  const { answerOpening } = useActions()
  return (
    <FactAnswer fact={resizingFact(facts)} value={resizing}>
      <NumberField
        label="Crop"
        unit="of the image’s edge"
        {...OPENING_BOUNDS.cropShare}
        value={resizing.cropShare}
        onChange={(cropShare) => answerOpening({ resizing: { ...resizing, cropShare } })}
      />
      <SelectField
        label="Resized by"
        value={resizing.filter}
        options={RESIZING_CHOICES}
        onChange={(chosen) => {
          const filter = RESIZING_CHOICES.find(([id]) => id === chosen)?.[0]
          if (filter !== undefined) answerOpening({ resizing: { ...resizing, filter } })
        }}
      />
    </FactAnswer>
  )
}
