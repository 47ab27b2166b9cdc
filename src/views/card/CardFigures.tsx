import type { ReactNode } from 'react'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { eps255 } from '../../units'
import { correlationText, epsilonText, percent, threeDigits, whole } from '../format'
import { intervalText, measuredShare } from '../zoo/headline'
import { attackName } from '../zoo/names'
import { Facts } from './Facts'

type Figures = NonNullable<Manifest['figures']>
type RobustAccuracy = Figures['robustAccuracy'][number]

const NORMS = { Linf: 'L∞', L2: 'L2', L1: 'L1' } as const

/** Everything that was measured of a model, with how many pictures and which tool each number stands on. */
export function CardFigures({ figures }: { readonly figures: Manifest['figures'] }) {
  return (
    <section>
      <h3>Measured</h3>
      {figures ? <Measured figures={figures} /> : <p className="muted">Not measured yet.</p>}
    </section>
  )
}

function Measured({ figures }: { readonly figures: Figures }) {
  const { split, tool, date, command, epochCost, float16 } = figures
  return (
    <>
      <AccuracyTable figures={figures} />
      <Facts
        facts={[
          ['mean ‖∇L‖₁', threeDigits(figures.meanGradientL1)],
          ['mean ‖∇L‖₁, held', optional(figures.meanGradientL1Held, threeDigits)],
          ['mean ‖∇L‖₁, fallen', optional(figures.meanGradientL1Fallen, threeDigits)],
          ['mean ‖∇L‖₂', threeDigits(figures.meanGradientL2)],
          ['mean edge alignment r', correlationText(figures.meanEdgeAlignment)],
          [
            'float16 against float32',
            float16 && `at most ${Number(float16.maxChangePoints.toFixed(3))} points of any accuracy`,
          ],
          ['one epoch', epochCost && epochCostText(epochCost)],
          ['pictures', split],
          ['measured by', `${tool}, ${date}`],
          ['command', <code key="command">{command}</code>],
        ]}
      />
    </>
  )
}

function AccuracyTable({ figures }: { readonly figures: Figures }) {
  return (
    <table className="accuracies">
      <thead>
        <tr>
          <th scope="col">Attack</th>
          <th scope="col">ε</th>
          <th scope="col">accuracy, %</th>
          <th scope="col">95 % interval</th>
          <th scope="col">pictures</th>
        </tr>
      </thead>
      <tbody>
        <AccuracyRow name="none" epsilon="" share={figures.cleanAccuracy} pictures={figures.pictures} tool="" />
        {figures.robustAccuracy.map((robust) => (
          <AccuracyRow
            key={`${robust.attack} ${robust.norm} ${robust.steps} ${robust.epsilon255}`}
            name={attackTitle(robust)}
            epsilon={epsilonText(eps255(robust.epsilon255))}
            share={robust.accuracy}
            pictures={robust.pictures ?? figures.pictures}
            tool={robust.tool ?? ''}
          />
        ))}
      </tbody>
    </table>
  )
}

interface AccuracyRowProps {
  readonly name: ReactNode
  readonly epsilon: string
  readonly share: number
  readonly pictures: number
  readonly tool: string
}

function AccuracyRow({ name, epsilon, share, pictures, tool }: AccuracyRowProps) {
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
      <td>{intervalText(measuredShare(share, pictures))}</td>
      <td>{whole(pictures)}</td>
    </tr>
  )
}

/** With the settings that are stated, such as "PGD-20 (L∞, step 2/255, 1 start)". */
function attackTitle(robust: RobustAccuracy): ReactNode {
  const { norm, stepSize255, restarts } = robust
  const settings = [
    norm && NORMS[norm],
    stepSize255 !== undefined && `step ${epsilonText(eps255(stepSize255))}`,
    restarts !== undefined && `${restarts} ${restarts === 1 ? 'start' : 'starts'}`,
  ].filter(Boolean)
  return (
    <>
      {attackName(robust)} {settings.length > 0 && <span className="muted">{settings.join(', ')}</span>}
    </>
  )
}

const epochCostText = (cost: NonNullable<Figures['epochCost']>) =>
  [
    `${threeDigits(cost.secondsPerEpoch)} s${cost.processor ? ` on ${cost.processor}` : ''}`,
    `${threeDigits(cost.relativeToAdversarial)} of PGD-3 adversarial training’s`,
    `by ${cost.command}`,
    cost.date,
  ].join(', ')

function optional<Value>(value: Value | null | undefined, text: (value: Value) => string): string | null {
  return value === null || value === undefined ? null : text(value)
}
