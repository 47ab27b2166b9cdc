import { useMemo, useState } from 'react'
import { type EpsilonData, epsilonCurves } from '../../charts/epsilonCurves'
import { NO_CLAIMS } from '../../store/evaluation/runClaims'
import { isMoving } from '../../store/runs/run'
import { lazyPart } from '../parts/lazyPart'
import { runTitle } from '../parts/runs/evaluationRunWords'
import { RunFigure } from '../parts/runs/RunFigure'
import { AccuracyTable } from './AccuracyTable'
import { CopyAsPython } from './CopyAsPython'
import { EpsilonFigure } from './EpsilonFigure'
import { evaluationExports } from './evaluationExports'
import { MinimalEpsilonTable } from './MinimalEpsilonTable'
import { laidChart } from './overlay/laidRuns'
import { useLaidRuns } from './overlay/useLaidRuns'
import { PublishedChecks } from './PublishedChecks'
import type { ResultsProps } from './resultsProps'

type CurveResultsProps = ResultsProps<'accuracy' | 'minimalEpsilon'>

const ABOUT: Readonly<Record<CurveResultsProps['results']['id'], string>> = {
  accuracy: 'Accuracy under attack at each ε; bands: 95 % intervals (Wilson)',
  minimalEpsilon: 'Share of images still robust at ε; bands: 95 % intervals (Wilson); dots: medians',
}

/** What only charts of models have of which something is published. */
const markWords = ({ series }: EpsilonData): string =>
  [
    series.some(({ published = [] }) => published.length > 0) && '; diamonds: published',
    series.some(({ floor = [] }) => floor.length > 0) && '; hatched line: verified, below which no attack comes',
  ]
    .filter(Boolean)
    .join('')

/** Below what a run shows at first. */
const CompareRuns = lazyPart(async () => (await import('./overlay/CompareRuns')).CompareRuns)

const EXPORT_HEIGHT = 440

/** Curves against epsilon, with their numbers in a table. */
export function CurveResults({ run, results, models, attacks, claims = NO_CLAIMS, flags }: CurveResultsProps) {
  const [looked, setLooked] = useState<number | null>(null)
  const { plan } = run
  const laid = useLaidRuns(run, models)
  const data = useMemo(() => laidChart(laid, claims), [laid, claims])
  const { measure } = plan
  const isEmpty = data.series.every(({ points }) => points.length === 0)
  return (
    <RunFigure
      caption={
        <>
          {ABOUT[results.id]}
          {markWords(data)}
          {isEmpty && isMoving(run) && '. The first images are being evaluated.'}
        </>
      }
      chart={<EpsilonFigure data={data} label={runTitle(run)} onLook={setLooked} />}
      beside={flags}
      exports={{
        ...evaluationExports(run, attacks, claims, () => ({ charts: [epsilonCurves(data)], height: EXPORT_HEIGHT })),
        more: <CopyAsPython />,
      }}
    >
      {results.id === 'accuracy' ? (
        <AccuracyTable run={run} curves={results.curves} models={models} looked={looked} />
      ) : (
        measure.id === 'minimalEpsilon' && (
          <MinimalEpsilonTable run={run} search={measure.search} curves={results.curves} models={models} />
        )
      )}
      <CompareRuns run={run} laid={laid} />
      <PublishedChecks run={run} models={models} claims={claims} />
    </RunFigure>
  )
}
