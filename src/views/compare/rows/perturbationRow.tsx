import { useMemo } from 'react'
import type { AttackChoice } from '../../../engine/attacks/registry'
import { describedSettings } from '../../../store/attacks/attackChoices'
import { roundEpsilon } from '../../../store/attacks/attackForm'
import { lengthWords } from '../../../store/attacks/firstLook'
import { NORMS, toShown } from '../../../store/attacks/normUnits'
import type { AttackResult } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { lossWords } from '../../parts/attack/lossWords'
import { measuredSizeText, sizeText, threeDigits } from '../../parts/format'
import { percentile99, signedColors } from '../../parts/maps/colorMaps'
import { PixelCanvas } from '../../parts/maps/PixelCanvas'
import { channelReadout } from '../../parts/maps/readouts'
import { NumberLine } from '../Numbers'
import { AttackCell } from '../resultCells'
import type { MatrixRow } from './types'

export const perturbationRow: MatrixRow = {
  id: 'perturbation',
  title: 'Perturbation',
  about: 'What the attack adds to the image, drawn like the gradient.',
  Cell: PerturbationCell,
}

const epsilonOf = ({ form }: AttackResult) => form.choice.settings.epsilon
const normOf = ({ form }: AttackResult) => form.choice.settings.norm

function PerturbationCell({ modelId }: { readonly modelId: string }) {
  return (
    <AttackCell modelId={modelId}>
      {(result) => (
        <>
          <PerturbationMap result={result} />
          <div className="cell-text">
            <NumberLine
              symbol={`‖δ‖${NORMS[normOf(result)].subscript}`}
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
      {result.outcome.size === 0 && epsilon > 0 && 'unchanged, '}budget ε ={' '}
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

function PerturbationMap({ result: { outcome, image } }: { readonly result: AttackResult }) {
  const { difference, colors } = useMemo(() => {
    const difference = outcome.attacked.map((value, i) => value - (image.pixels[i] ?? 0))
    return { difference, colors: signedColors(difference, percentile99(difference)) }
  }, [outcome, image])
  return (
    <PixelCanvas
      rowId="perturbation"
      colors={colors}
      height={image.height}
      width={image.width}
      label="Perturbation, attacked minus clean"
      readout={channelReadout(difference, 255)}
    />
  )
}
