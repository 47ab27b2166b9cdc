import { useMemo } from 'react'
import { outcomeAt } from '../../../outcomes/outcome'
import { currentAttack } from '../../../store/compare/currentResults'
import { readyManifest } from '../../../store/compare/questions'
import type { AttackResult } from '../../../store/types'
import { imageColors } from '../../parts/maps/colorMaps'
import { channelReadout } from '../../parts/maps/readouts'
import { likeliestClasses } from '../likeliestClasses'
import { ModelMap } from '../maps/ModelMap'
import { PredictionList } from '../PredictionList'
import { AttackCell } from '../resultCells'
import { useClasses } from '../resultHooks'
import type { MatrixRow } from './types'
import { verdictNotes } from './verdictNotes'
import { verdictSize } from './verdictSize'

export const attackedRow: MatrixRow = {
  id: 'attacked',
  title: 'Attacked image',
  about:
    'Blue border: robust, or the target not reached. Red: fooled, or the target reached. Hatched: no attack was needed.',
  terms: ['robust', 'fooled', 'wrong without an attack', 'targeted attack'],
  Cell: AttackedCell,
  hasMaps: true,
  content(state, modelId) {
    const result = currentAttack(state, modelId)
    if (result === null) return null
    const { outcome, form, image, label } = result
    const classes = readyManifest(state.models, modelId)?.classes ?? []
    const { word, symbol, className, dependsOnEpsilon } = outcomeAt(outcome.verdict, form.choice.settings.epsilon)
    return {
      map: {
        title: 'Attacked image',
        height: image.height,
        width: image.width,
        colors: imageColors(outcome.attacked),
        values: outcome.attacked,
        channels: 3,
        unit: '/255',
        frame: className,
      },
      verdict: {
        outcome: outcome.verdict,
        text: `${symbol} ${word}${dependsOnEpsilon ? ` at ${verdictSize(result)}` : ''}`,
        className,
      },
      classes: likeliestClasses(outcome.logits, classes, label),
      notes: verdictNotes(result),
    }
  },
}

function AttackedCell({ modelId }: { readonly modelId: string }) {
  const classes = useClasses(modelId)
  return (
    <AttackCell modelId={modelId}>
      {(result) => (
        <>
          <AttackedImage modelId={modelId} result={result} />
          <div className="cell-text">
            <Verdict result={result} />
            <PredictionList logits={result.outcome.logits} classes={classes} label={result.label} />
          </div>
        </>
      )}
    </AttackCell>
  )
}

/** How the attack ended, with notes on what that does not show. */
function Verdict({ result }: { readonly result: AttackResult }) {
  const { word, symbol, className, dependsOnEpsilon } = outcomeAt(
    result.outcome.verdict,
    result.form.choice.settings.epsilon,
  )
  return (
    <>
      <p className={`verdict ${className}`} data-testid="verdict">
        {symbol} {word}
        {dependsOnEpsilon && <span className="muted"> at {verdictSize(result)}</span>}
      </p>
      {verdictNotes(result).map((note) => (
        <p key={note} className="hint" data-testid="verdict-note">
          {note}
        </p>
      ))}
    </>
  )
}

interface MapProps {
  readonly modelId: string
  readonly result: AttackResult
}

function AttackedImage({ modelId, result: { outcome, form, image } }: MapProps) {
  const colors = useMemo(() => imageColors(outcome.attacked), [outcome])
  const { word, className } = outcomeAt(outcome.verdict, form.choice.settings.epsilon)
  return (
    <div className={`attacked ${className}`}>
      <ModelMap
        modelId={modelId}
        rowId="attacked"
        colors={colors}
        height={image.height}
        width={image.width}
        label={`Attacked image: ${word}`}
        readout={channelReadout(outcome.attacked, 255)}
      />
    </div>
  )
}
