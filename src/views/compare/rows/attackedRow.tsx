import { useMemo } from 'react'
import { OUTCOMES } from '../../../outcomes/outcome'
import type { AttackResult } from '../../../store/types'
import { pictureColors } from '../../colorMaps'
import { sizeText } from '../../format'
import { PixelCanvas } from '../PixelCanvas'
import { Predictions } from '../Predictions'
import { channelReadout } from '../readouts'
import { AttackCell } from '../resultCells'
import { useClasses } from '../resultHooks'
import type { MatrixRow } from './types'
import { verdictNotes } from './verdictNotes'

export const attackedRow: MatrixRow = {
  id: 'attacked',
  title: 'Attacked picture',
  about:
    'Blue border: robust, or the target not reached. Red: fooled, or the target reached. Hatched: the attack decided nothing.',
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

/** How the attack ended, and what that does not show. */
function Verdict({ result }: { readonly result: AttackResult }) {
  const { epsilon, norm } = result.form.choice.settings
  const { word, symbol, className, dependsOnEpsilon } = OUTCOMES[result.outcome.verdict]
  return (
    <>
      <p className={`verdict ${className}`} data-testid="verdict">
        {symbol} {word}
        {dependsOnEpsilon && <span className="muted"> at {sizeText(epsilon, norm)}</span>}
      </p>
      {verdictNotes(result).map((note) => (
        <p key={note} className="hint" data-testid="verdict-note">
          {note}
        </p>
      ))}
    </>
  )
}

function AttackedPicture({ result: { outcome, picture } }: { readonly result: AttackResult }) {
  const colors = useMemo(() => pictureColors(outcome.attacked), [outcome])
  const { word, className } = OUTCOMES[outcome.verdict]
  return (
    <div className={`attacked ${className}`}>
      <PixelCanvas
        rowId="attacked"
        colors={colors}
        height={picture.height}
        width={picture.width}
        label={`Attacked image: ${word}`}
        readout={channelReadout(outcome.attacked, 255)}
      />
    </div>
  )
}
