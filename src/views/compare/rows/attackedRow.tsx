import { useMemo } from 'react'
import type { AttackResult } from '../../../store/types'
import { pictureColors } from '../../colorMaps'
import { sizeText } from '../../format'
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
            <Verdict result={result} />
            <Predictions logits={result.outcome.logits} classes={classes} label={result.label} />
          </div>
        </>
      )}
    </AttackCell>
  )
}

/** Whether the attack reached what it was after, and what that was where it is not just any other class. */
function Verdict({ result: { outcome, form, target } }: { readonly result: AttackResult }) {
  const { epsilon, norm } = form.choice.settings
  return (
    <>
      <p className={`verdict ${outcome.held ? 'is-held' : 'is-fallen'}`} data-testid="verdict">
        {outcome.held ? '● held' : '✕ fell'}
        <span className="muted"> at {sizeText(epsilon, norm)}</span>
      </p>
      {target !== null && <p className="hint">target: {form.target}</p>}
      {form.target !== null && target === null && (
        <p className="hint">any other class was the goal, as it has no class “{form.target}”</p>
      )}
    </>
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
