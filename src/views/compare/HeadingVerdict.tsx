import { outcomeAt } from '../../outcomes/outcome'
import { useIsAttackCurrent, useResults } from './resultHooks'
import { verdictSize } from './rows/verdictSize'

/** How the attack ended, in a column's heading, which stays in view while the rows scroll. */
export function HeadingVerdict({ modelId }: { readonly modelId: string }) {
  const { value } = useResults(modelId).attack
  const isCurrent = useIsAttackCurrent(modelId)
  if (value === null) return <p className="heading-verdict" />
  const { shortWord, symbol, className, dependsOnEpsilon } = outcomeAt(
    value.outcome.verdict,
    value.form.choice.settings.epsilon,
  )
  return (
    <p className={`heading-verdict ${isCurrent ? '' : 'is-stale'}`} data-testid="heading-verdict">
      <span className={`verdict ${className}`}>
        {symbol} {shortWord}
      </span>
      {dependsOnEpsilon && <span className="muted"> at {verdictSize(value)}</span>}
    </p>
  )
}
