import { useMemo } from 'react'
import { roundEpsilon } from '../../../store/attackForm'
import { toShown } from '../../../store/normUnits'
import type { AttackResult } from '../../../store/types'
import { lossName } from '../../attack/lossNames'
import { percentile99, signedColors } from '../../colorMaps'
import { sizeText, threeDigits } from '../../format'
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
              symbol="ε"
              text={sizeText(epsilonOf(result), normOf(result))}
              title="The size that this attack was computed for"
              testId="perturbation-epsilon"
              value={roundEpsilon(toShown(epsilonOf(result), normOf(result)))}
            />
            <NumberLine
              symbol="loss"
              text={threeDigits(result.outcome.losses.at(-1) ?? 0)}
              title={`Of the attacked picture: ${result.madeOn === modelId ? lossName(result.form) : 'cross-entropy'}`}
              testId="attacked-loss"
              value={result.outcome.losses.at(-1) ?? 0}
            />
          </div>
        </>
      )}
    </AttackCell>
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
