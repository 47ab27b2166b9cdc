import { countOf } from '../../../countOf'
import claims from '../claims.json'

/** Of rows that report a number and hold it against none. */
const NO_GOALS = ['', 'a factor']

export type ClaimId = keyof typeof claims

/** So many are shown at once; more are folded away behind their sum. */
const SHOWN_AT_ONCE = 5

/** What the zoo shows of a claim of the paper, misses included; written from the manifests. */
export function ClaimRows({ of }: { readonly of: ClaimId }) {
  const { claim, rows } = claims[of]
  return (
    <figure className="figure article-figure" data-testid={`why-claim-${of}`}>
      <figcaption>
        <strong>The paper:</strong> {claim}.
      </figcaption>
      <details open={rows.length <= SHOWN_AT_ONCE}>
        <summary>
          <strong>This zoo:</strong> {claimEnds(rows.map(({ result }) => result))}
        </summary>
        <ul className="claim-rows">
          {rows.map(({ measured, goal, result }) => (
            <li key={measured}>
              <span className="muted">
                {measured}
                {!NO_GOALS.includes(goal) && `; goal: ${goal}`}
              </span>
              <span>{result}</span>
            </li>
          ))}
        </ul>
      </details>
    </figure>
  )
}

/** How many comparisons there are, and how those ended that have a goal. */
export function claimEnds(results: readonly string[]): string {
  const ended = ['met', 'missed', 'not decided'].flatMap((end) => {
    const count = results.filter((result) => result.endsWith(`, ${end}`)).length
    return count === 0 ? [] : [`${count} ${end}`]
  })
  const without = results.filter((result) => !/, (met|missed|not decided)$/.test(result)).length
  if (without > 0) ended.push(`${without} without a goal`)
  return `${countOf(results.length, 'comparison')}: ${ended.join(', ')}`
}
