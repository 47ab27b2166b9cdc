import type { ReactNode } from 'react'
import { countOf } from '../../countOf'
import type { Claim } from '../../engine/checkpoints/claims'
import { type ClaimCheck, checkClaims, TELLING_DIFFERENCE } from '../../store/evaluation/claimChecks'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import { checkFloors, type FloorCheck } from '../../store/evaluation/floorChecks'
import type { ClaimsByModel } from '../../store/evaluation/runClaims'
import { isMoving } from '../../store/runs/run'
import { pointsText } from '../parts/format'
import { HelpHeading } from '../parts/help/HelpHeading'
import { claimBall, claimShare, claimTitle } from '../parts/models/claimWords'
import { ModelName, ResultTable, ShareCell } from '../parts/ResultTable'
import type { RunModel } from '../parts/runModels'
import { MissingNumber } from '../parts/Waiting'
import { floorVerdict, pointsRange, type Verdict, verdictWords, whereWords } from './publishedWords'

interface PublishedChecksProps {
  readonly run: EvaluationRun
  readonly models: readonly RunModel[]
  readonly claims: ClaimsByModel
}

/** What was published of a run's models beside what was measured here. */
export function PublishedChecks({ run, models, claims }: PublishedChecksProps) {
  const shown = models.filter(({ id }) => (claims[id] ?? []).length > 0)
  if (shown.length === 0) return null
  return (
    <section className="published-checks" aria-labelledby="published-checks" data-testid="published-checks">
      <HelpHeading
        level="h3"
        id="published-checks"
        title="Published and measured"
        items={['published accuracy', 'verified accuracy', 'Wilson interval']}
      />
      <ResultTable
        caption={captionOf(run)}
        corner="published"
        columns={['accuracy', 'measured here', 'difference', '']}
      >
        {shown.map((model) => (
          <ModelRows
            key={model.id}
            run={run}
            model={model}
            claims={claims[model.id] ?? []}
            isNamed={shown.length > 1}
          />
        ))}
      </ResultTable>
    </section>
  )
}

const POINTS = 100 * TELLING_DIFFERENCE

const captionOf = (run: EvaluationRun): string =>
  [
    `Differences in points with their 95 % intervals (Newcombe). Consistent: the interval holds 0, and reaches at most ${POINTS} points from the difference; too few images: it reaches further. By chance one true figure in twenty looks inconsistent.`,
    run.plan.source.kind === 'gallery' &&
      'The gallery’s images are no sample of a test set; choose a data set to check.',
    isMoving(run) && 'The run is not finished; figures may still change.',
  ]
    .filter(Boolean)
    .join(' ')

interface ModelRowsProps {
  readonly run: EvaluationRun
  readonly model: RunModel
  readonly claims: readonly Claim[]
  readonly isNamed: boolean
}

function ModelRows({ run, model, claims, isNamed }: ModelRowsProps) {
  const planned = run.plan.models.find(({ id }) => id === model.id) as PlannedModel
  return (
    <>
      {isNamed && (
        <tr>
          <th scope="rowgroup" colSpan={5}>
            <ModelName model={model} />
          </th>
        </tr>
      )}
      {checkClaims(run, model.id, claims).map((check, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two figures may be the same in all but their place
        <ClaimRow key={place} run={run} check={check} />
      ))}
      {checkFloors(run, planned, claims).map((check, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <FloorRow key={place} run={run} check={check} />
      ))}
    </>
  )
}

function ClaimRow({ run, check: { claim, found } }: { readonly run: EvaluationRun; readonly check: ClaimCheck }) {
  const verdict = verdictWords(run, claim, found)
  return (
    <FigureRow claim={claim} verdict={<VerdictText {...verdict} />}>
      {found.missing === null ? (
        <>
          <ShareCell share={found.measured} />
          <td>
            {pointsText(claim.share, found.measured.share)}
            <span className="muted share-others">{pointsRange(found.interval)}</span>
          </td>
        </>
      ) : (
        <>
          <td>
            <MissingNumber />
          </td>
          <td />
        </>
      )}
    </FigureRow>
  )
}

function FloorRow({ run, check }: { readonly run: EvaluationRun; readonly check: FloorCheck }) {
  const { certificate, measured } = check
  const verdict = floorVerdict(check)
  return (
    <FigureRow claim={certificate} verdict={<VerdictText {...verdict} />}>
      <ShareCell share={measured} others={whereWords(run, check)} />
      <td>{pointsText(certificate.share, measured.robust / measured.images)}</td>
    </FigureRow>
  )
}

interface FigureRowProps {
  readonly claim: Claim
  readonly verdict: ReactNode
  readonly children: ReactNode
}

function FigureRow({ claim, verdict, children }: FigureRowProps) {
  return (
    <tr>
      <th scope="row">
        {claimTitle(claim)}
        <span className="muted share-others">{[claimBall(claim), claim.source].filter(Boolean).join('; ')}</span>
      </th>
      <td>
        <strong>{claimShare(claim)}</strong>
        <span className="muted share-others">{countOf(claim.images, 'image')}</span>
      </td>
      {children}
      <td>{verdict}</td>
    </tr>
  )
}

const SIGNS = { good: '✓', bad: '▲', open: '?' } as const

function VerdictText({ is, words, remedy }: Verdict) {
  return (
    <>
      <span className={`claim-verdict is-${is}`}>
        <span aria-hidden="true">{SIGNS[is]}</span> {words}
      </span>
      {remedy !== null && <span className="muted share-others">{remedy}</span>}
    </>
  )
}
