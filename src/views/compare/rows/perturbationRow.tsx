import { useMemo } from 'react'
import { roundEpsilon } from '../../../store/attackForm'
import { NORM_UNITS, toShown } from '../../../store/normUnits'
import type { AttackResult } from '../../../store/types'
import { lossWords } from '../../attack/lossWords'
import { percentile99, signedColors } from '../../colorMaps'
import { measuredSizeText, sizeText, threeDigits } from '../../format'
import { NumberLine } from '../Numbers'
import { PixelCanvas } from '../PixelCanvas'
import { channelReadout } from '../readouts'
import { AttackCell } from '../resultCells'
import type { MatrixRow } from './types'

export const perturbationRow: MatrixRow = {
  id: 'perturbation',
  title: 'Perturbation',
  about: 'What the attack adds to the picture, drawn as the gradient is.',
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
              symbol={`‖δ‖${NORM_UNITS[normOf(result)].subscript}`}
              text={measuredSizeText(result.outcome.size, normOf(result))}
              title="The size of this perturbation, in the attack’s norm, and the largest that was allowed"
              testId="perturbation-size"
              value={roundEpsilon(toShown(result.outcome.size, normOf(result)))}
              note={<Budget result={result} />}
            />
            <NumberLine
              symbol={result.outcome.climbed.name}
              text={threeDigits(result.outcome.loss)}
              title={`Of the attacked image; ${lossWords(result.outcome.climbed)}`}
              testId="attacked-loss"
              value={result.outcome.loss}
              note={result.outcome.climbed.unit ?? undefined}
            />
          </div>
        </>
      )}
    </AttackCell>
  )
}

/** The ε that this attack was computed for. */
function Budget({ result }: { readonly result: AttackResult }) {
  const [epsilon, norm] = [epsilonOf(result), normOf(result)]
  return (
    <>
      {result.outcome.size === 0 && epsilon > 0 && 'unchanged, '}budget ε ={' '}
      <data value={roundEpsilon(toShown(epsilon, norm))} data-testid="perturbation-epsilon">
        {sizeText(epsilon, norm)}
      </data>
    </>
  )
}

function PerturbationMap({ result: { outcome, picture } }: { readonly result: AttackResult }) {
  const { difference, colors } = useMemo(() => {
    const difference = outcome.attacked.map((value, i) => value - (picture.pixels[i] ?? 0))
    return { difference, colors: signedColors(difference, percentile99(difference)) }
  }, [outcome, picture])
  return (
    <PixelCanvas
      rowId="perturbation"
      colors={colors}
      height={picture.height}
      width={picture.width}
      label="Perturbation, attacked minus clean"
      readout={channelReadout(difference, 255)}
    />
  )
}
