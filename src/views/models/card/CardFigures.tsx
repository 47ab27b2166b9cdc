import { type ReactNode, useRef } from 'react'
import { countOf } from '../../../countOf'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { attackName } from '../../../store/models/figureAttacks'
import { eps255 } from '../../../units'
import { TableExports } from '../../parts/exports/TableExports'
import { Facts } from '../../parts/Facts'
import { epsilonText, percent, threeDigits, whole } from '../../parts/format'
import { HelpHeading } from '../../parts/help/HelpHeading'
import { intervalText, measuredShare } from '../../parts/models/headline'
import { isTrainedInBrowser } from '../../parts/models/names'
import { CardGradients } from './CardGradients'

type Figures = NonNullable<Manifest['figures']>
type RobustAccuracy = Figures['robustAccuracy'][number]

const NORMS = { Linf: 'L∞', L2: 'L2', L1: 'L1' } as const

/** A model's measured figures, each with its number of images and the tool that measured it. */
export function CardFigures({ manifest }: { readonly manifest: Manifest }) {
  const { figures } = manifest
  return (
    <section>
      <HelpHeading
        level="h3"
        title="Measurements"
        items={['robust accuracy', 'PGD', 'AutoAttack', 'Wilson interval', '‖∇L‖₁', 'edge alignment', 'held-out']}
      />
      {figures ? (
        <>
          <AccuracyTable id={manifest.id} figures={figures} />
          <CardGradients manifest={manifest} />
          <Facts facts={measurementFacts(manifest, figures)} />
        </>
      ) : (
        <p className="muted">Not measured yet.</p>
      )}
    </section>
  )
}

function measurementFacts(
  { training }: Manifest,
  { split, epochCost, float16, autoAttackRun, ...run }: Figures,
): [string, ReactNode][] {
  return [
    ['float16 against float32', float16 && float16Text(float16)],
    ['one epoch', epochCost && epochCostText(epochCost)],
    // Training in the browser measures all held-out images.
    ['images', isTrainedInBrowser(training) ? split : `the first of ${split}`],
    ['measured by', `${run.tool}, ${run.date}`],
    ['command', <code key="command">{run.command}</code>],
    ['AutoAttack by', autoAttackRun && `${autoAttackRun.tool}, ${autoAttackRun.date}`],
    ['AutoAttack’s command', autoAttackRun && <code key="command">{autoAttackRun.command}</code>],
  ]
}

function AccuracyTable({ id, figures }: { readonly id: string; readonly figures: Figures }) {
  const table = useRef<HTMLTableElement>(null)
  return (
    <>
      <table ref={table} className="accuracies">
        <thead>
          <tr>
            <th scope="col">Attack</th>
            <th scope="col">ε</th>
            <th scope="col">accuracy, %</th>
            <th scope="col">95 % interval</th>
            <th scope="col">images</th>
          </tr>
        </thead>
        <tbody>
          <AccuracyRow name="none" epsilon="" share={figures.cleanAccuracy} images={figures.images} tool="" />
          {figures.robustAccuracy.map((robust) => (
            <AccuracyRow
              key={`${robust.attack} ${robust.norm} ${robust.steps} ${robust.epsilon255}`}
              name={attackTitle(robust)}
              epsilon={epsilonText(eps255(robust.epsilon255))}
              share={robust.accuracy}
              images={robust.images ?? figures.images}
              tool={robust.tool ?? ''}
            />
          ))}
        </tbody>
      </table>
      <TableExports table={table} name={`gradlens-figures-${id}`} title={`Measured accuracies of ${id}`} />
    </>
  )
}

interface AccuracyRowProps {
  readonly name: ReactNode
  readonly epsilon: string
  readonly share: number
  readonly images: number
  readonly tool: string
}

function AccuracyRow({ name, epsilon, share, images, tool }: AccuracyRowProps) {
  return (
    <tr>
      <th scope="row">
        {name}
        {tool && <span className="tool-name">{tool}</span>}
      </th>
      <td>{epsilon}</td>
      <td>
        <strong>{percent(share)}</strong>
      </td>
      <td>{intervalText(measuredShare(share, images))}</td>
      <td>{whole(images)}</td>
    </tr>
  )
}

/** With the settings that are known, such as "PGD-20 (L∞, step 2/255, 1 start)". */
function attackTitle(robust: RobustAccuracy): ReactNode {
  const { norm, stepSize255, restarts } = robust
  const settings = [
    norm && NORMS[norm],
    stepSize255 !== undefined && `step ${epsilonText(eps255(stepSize255))}`,
    restarts !== undefined && countOf(restarts, 'start'),
  ].filter(Boolean)
  return (
    <>
      {attackName(robust)} {settings.length > 0 && <span className="muted">{settings.join(', ')}</span>}
    </>
  )
}

function float16Text({ maxChangePoints, images }: NonNullable<Figures['float16']>): string {
  const change = `accuracies differ by at most ${Number(maxChangePoints.toFixed(3))} points`
  return images === undefined ? change : `${change}, n = ${whole(images)}`
}

function epochCostText(cost: NonNullable<Figures['epochCost']>): string {
  const { relativeToAdversarial: ratio, relativeInterval: interval } = cost
  const range = interval ? ` (95 % interval ${threeDigits(interval.low)} to ${threeDigits(interval.high)})` : ''
  return [
    `${threeDigits(cost.secondsPerEpoch)} s${cost.processor ? ` on ${cost.processor}` : ''}`,
    `${threeDigits(ratio)} × that of PGD-3 adversarial training${range}`,
    `measured by ${cost.command}`,
    cost.date,
  ].join(', ')
}
