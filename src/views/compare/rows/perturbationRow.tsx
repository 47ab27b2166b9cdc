import { useMemo } from 'react'
import type { AttackChoice } from '../../../engine/attacks/registry'
import { describedSettings } from '../../../store/attacks/attackChoices'
import { roundEpsilon } from '../../../store/attacks/attackForm'
import { lengthWords } from '../../../store/attacks/firstLook'
import { NORMS, toShown } from '../../../store/attacks/normUnits'
import { currentAttack } from '../../../store/compare/currentResults'
import type { AttackResult } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { lossWords } from '../../parts/attack/lossWords'
import { measuredSizeText, sizeText, threeDigits } from '../../parts/format'
import { percentile99, signedColors } from '../../parts/maps/colorMaps'
import { channelReadout } from '../../parts/maps/readouts'
import { ModelMap } from '../maps/ModelMap'
import { NumberLine } from '../Numbers'
import { AttackCell } from '../resultCells'
import type { MatrixRow } from './types'

const TITLE = 'Perturbation'

export const perturbationRow: MatrixRow = {
  id: 'perturbation',
  title: TITLE,
  about: 'What the attack adds to the image, drawn like the gradient.',
  terms: ['perturbation', 'ε', 'norm'],
  Cell: PerturbationCell,
  hasMaps: true,
  content(state, modelId) {
    const result = currentAttack(state, modelId)
    if (result === null) return null
    const { outcome, image } = result
    const { loss, maximised } = outcome
    return {
      map: {
        title: TITLE,
        height: image.height,
        width: image.width,
        ...perturbationOf(result),
        channels: 3,
        unit: '/255',
      },
      numbers: [
        {
          id: 'perturbation_size',
          symbol: sizeSymbol(result),
          text: measuredSizeText(outcome.size, normOf(result)),
          value: outcome.size,
          unit: `${NORMS[normOf(result)].name} norm, pixels in [0, 1]`,
          note: budgetText(result),
        },
        {
          id: 'attacked_loss',
          symbol: maximised.name,
          text: threeDigits(loss),
          value: loss,
          unit: maximised.unit,
          note: maximised.unit ?? undefined,
        },
      ],
    }
  },
}

function perturbationOf({ outcome, image }: AttackResult) {
  const values = outcome.attacked.map((value, i) => value - (image.pixels[i] ?? 0))
  return { values, colors: signedColors(values, percentile99(values)) }
}

const sizeSymbol = (result: AttackResult): string => `‖δ‖${NORMS[normOf(result)].subscript}`

/** The ε that an attack was computed with. */
function budgetText(result: AttackResult): string {
  const [epsilon, norm] = [epsilonOf(result), normOf(result)]
  return `${unchangedText(result)}budget ε = ${sizeText(epsilon, norm)}`
}

const unchangedText = (result: AttackResult): string =>
  result.outcome.size === 0 && epsilonOf(result) > 0 ? 'unchanged, ' : ''

const epsilonOf = ({ form }: AttackResult) => form.choice.settings.epsilon
const normOf = ({ form }: AttackResult) => form.choice.settings.norm

function PerturbationCell({ modelId }: { readonly modelId: string }) {
  return (
    <AttackCell modelId={modelId}>
      {(result) => (
        <>
          <PerturbationMap modelId={modelId} result={result} />
          <div className="cell-text">
            <NumberLine
              symbol={sizeSymbol(result)}
              text={measuredSizeText(result.outcome.size, normOf(result))}
              title="Size of this perturbation in the attack’s norm, and the largest size allowed"
              testId="perturbation-size"
              value={roundEpsilon(toShown(result.outcome.size, normOf(result)))}
              note={<Budget result={result} />}
            />
            <NumberLine
              symbol={result.outcome.maximised.name}
              text={threeDigits(result.outcome.loss)}
              title={`Of the attacked image; ${lossWords(result.outcome.maximised)}`}
              testId="attacked-loss"
              value={result.outcome.loss}
              note={result.outcome.maximised.unit ?? undefined}
            />
          </div>
        </>
      )}
    </AttackCell>
  )
}

/** The ε that this attack was computed with. */
function Budget({ result }: { readonly result: AttackResult }) {
  const [epsilon, norm] = [epsilonOf(result), normOf(result)]
  return (
    <>
      {unchangedText(result)}budget ε ={' '}
      <data value={roundEpsilon(toShown(epsilon, norm))} data-testid="perturbation-epsilon">
        {sizeText(epsilon, norm)}
      </data>
      {result.isFirstLook && <FirstLook choice={result.form.choice} />}
    </>
  )
}

/** What a shorter attack was, which the one that was asked for replaces. */
function FirstLook({ choice }: { readonly choice: AttackChoice }) {
  const attacks = useApp(({ evaluation }) => evaluation.attacks)
  return (
    <span data-testid="first-look">, first look: {lengthWords(choice, describedSettings(attacks, choice) ?? [])}</span>
  )
}

function PerturbationMap({ modelId, result }: { readonly modelId: string; readonly result: AttackResult }) {
  const { image } = result
  const { values, colors } = useMemo(() => perturbationOf(result), [result])
  return (
    <ModelMap
      modelId={modelId}
      rowId="perturbation"
      colors={colors}
      height={image.height}
      width={image.width}
      label="Perturbation, attacked minus clean"
      readout={channelReadout(values, 255)}
    />
  )
}
