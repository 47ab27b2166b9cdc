import { useMemo } from 'react'
import type { AttackResult } from '../../../store/types'
import { pictureColors } from '../../colorMaps'
import { epsilonText } from '../../format'
import { PixelCanvas } from '../PixelCanvas'
import { Predictions } from '../Predictions'
import { channelReadout } from '../readouts'
import { AttackCell } from '../resultCells'
import { useClasses } from '../resultHooks'
import type { MatrixRow } from './types'

export const attackedRow: MatrixRow = {
  id: 'attacked',
  title: 'Attacked picture',
  about: 'Blue border: the model held. Red: it fell.',
  Cell: AttackedCell,
}

function AttackedCell({ modelId }: { readonly modelId: string }) {
  const classes = useClasses(modelId)
  return (
    <AttackCell modelId={modelId}>
      {(result) => (
        <>
          <AttackedPicture result={result} />
          <div className="cell-text">
            <p className={`verdict ${result.outcome.held ? 'is-held' : 'is-fallen'}`} data-testid="verdict">
              {result.outcome.held ? '● held' : '✕ fell'}
              <span className="muted"> at {epsilonText(result.epsilon)}</span>
            </p>
            <Predictions logits={result.outcome.logits} classes={classes} label={result.label} />
          </div>
        </>
      )}
    </AttackCell>
  )
}

function AttackedPicture({ result: { outcome, picture } }: { readonly result: AttackResult }) {
  const colors = useMemo(() => pictureColors(outcome.attacked), [outcome])
  return (
    <div className={`attacked ${outcome.held ? 'is-held' : 'is-fallen'}`}>
      <PixelCanvas
        rowId="attacked"
        colors={colors}
        height={picture.height}
        width={picture.width}
        label={outcome.held ? 'Attacked picture; the model held' : 'Attacked picture; the model fell'}
        readout={channelReadout(outcome.attacked, 255)}
      />
    </div>
  )
}
