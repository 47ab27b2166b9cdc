import type { FoundModel, ModelAnswers, ModelFacts } from '../../../engine/checkpoints/found/types'
import { channelNumbersText, parseChannelNumbers } from '../../../store/fields/channelNumbers'
import { type Parsed, refuse } from '../../../store/fields/number'
import { chosenPreprocessing, OPENING_BOUNDS, offeredPreprocessings } from '../../../store/models/opening'
import { useActions } from '../../parts/appContext'
import { FieldGroup } from '../../parts/fields/FieldGroup'
import { NumberField } from '../../parts/fields/NumberField'
import { TextField } from '../../parts/fields/TextField'
import { ClassesField } from './ClassesField'
import { Answer, FactAnswer } from './FactAnswer'
import { ResizingFields } from './ResizingFields'
import { SelectField } from './SelectField'

interface OpeningFormProps {
  readonly found: FoundModel
  readonly answers: ModelAnswers
}

/** What a person may correct, each with its source. */
export function OpeningForm({ found, answers }: OpeningFormProps) {
  const { answerOpening, chooseWeightSet } = useActions()
  const set = found.sets[answers.set]
  const facts = set?.facts
  if (!set?.recognised || !facts) return null
  return (
    <FieldGroup name="opening">
      <section className="opening-form">
        <h3>What was found, and what was assumed</h3>
        <TextField
          name="name"
          label="Name"
          text={answers.name}
          parse={parseName}
          write={(name) => name}
          onChange={(name) => answerOpening({ name })}
        />
        {found.sets.length > 1 && (
          <SelectField
            label="Weights"
            value={String(answers.set)}
            options={found.sets.map(({ name, recognised }, i) => [
              String(i),
              `${name || 'the only set'}${recognised === null ? ' (not recognised)' : ''}`,
            ])}
            onChange={(value) => chooseWeightSet(Number(value))}
          />
        )}
        {set.recognised.openSettings.map(({ field, label, values, options = {}, source }) => (
          <Answer key={field} basis="assumed" source={source} isChanged={answers.openSettings[field] !== values[0]}>
            <SelectField
              label={label}
              value={String(answers.openSettings[field])}
              options={values.map((value) => [String(value), options[String(value)] ?? String(value)])}
              onChange={(chosen) => {
                const value = values.find((each) => String(each) === chosen)
                if (value !== undefined) answerOpening({ openSettings: { ...answers.openSettings, [field]: value } })
              }}
            />
          </Answer>
        ))}
        <FactAnswer fact={facts.size} value={answers.size}>
          <NumberField
            label="Image size"
            unit="pixels"
            {...OPENING_BOUNDS.size}
            isWhole
            value={answers.size}
            onChange={(size) => answerOpening({ size })}
          />
        </FactAnswer>
        <PreprocessingFields answers={answers} facts={facts} />
        <ResizingFields answers={answers} facts={facts} />
        <FactAnswer fact={facts.outputs} value={answers.outputs}>
          <SelectField
            label="Outputs"
            value={answers.outputs}
            options={[
              ['logits', 'logits'],
              ['probabilities', 'probabilities: a softmax is inside the model'],
            ]}
            onChange={(outputs) => answerOpening({ outputs: outputs as ModelAnswers['outputs'] })}
          />
        </FactAnswer>
        <FactAnswer fact={facts.classes} value={answers.classes}>
          <ClassesField
            key={answers.set}
            classes={answers.classes}
            onChange={(classes) => answerOpening({ classes })}
          />
        </FactAnswer>
      </section>
    </FieldGroup>
  )
}

const MAX_NAME_LENGTH = 80

const parseName = (typed: string): Parsed<string> =>
  /[^\s\p{Cf}\p{Cc}]/u.test(typed) && typed.length <= MAX_NAME_LENGTH
    ? { value: typed.trim(), problem: null }
    : refuse(`Write a name of 1 to ${MAX_NAME_LENGTH} characters.`)

function PreprocessingFields({ answers, facts }: { readonly answers: ModelAnswers; readonly facts: ModelFacts }) {
  const { answerOpening, choosePreprocessing } = useActions()
  const { channels, mean, std, channelOrder } = answers
  const chosen = chosenPreprocessing(answers)
  const isAsFound =
    channelNumbersText(mean) === channelNumbersText(facts.mean.value) &&
    channelNumbersText(std) === channelNumbersText(facts.std.value) &&
    channelOrder === facts.channelOrder.value
  return (
    <Answer basis={facts.mean.basis} source={facts.mean.source} isChanged={!isAsFound}>
      <SelectField
        label="Normalisation"
        value={chosen?.id ?? 'own'}
        options={[
          ...offeredPreprocessings(answers).map(({ id, name }) => [id, name] as const),
          ...(chosen === null ? [['own', 'the numbers below'] as const] : []),
        ]}
        onChange={choosePreprocessing}
      />
      <TextField
        name="mean"
        label="Mean"
        text={channelNumbersText(mean)}
        parse={(typed) => parseChannelNumbers(typed, channels, OPENING_BOUNDS.mean)}
        write={channelNumbersText}
        onChange={(value) => answerOpening({ mean: value })}
      />
      <TextField
        name="std"
        label="Standard deviation"
        text={channelNumbersText(std)}
        parse={(typed) => parseChannelNumbers(typed, channels, OPENING_BOUNDS.std)}
        write={channelNumbersText}
        onChange={(value) => answerOpening({ std: value })}
      />
      {channels === 3 && (
        <SelectField
          label="Channel order"
          value={channelOrder}
          options={[
            ['rgb', 'RGB'],
            ['bgr', 'BGR'],
          ]}
          onChange={(order) => answerOpening({ channelOrder: order as ModelAnswers['channelOrder'] })}
        />
      )}
      <p className="hint">Of pixels in [0, 1]: the network takes (pixel − mean) / standard deviation.</p>
    </Answer>
  )
}
