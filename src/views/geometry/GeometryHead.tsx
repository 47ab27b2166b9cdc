import type { GeometryResults } from '../../store/geometry/geometry'
import { useActions, useApp } from '../parts/appContext'
import { useModelSeries } from '../parts/figures/useModelSeries'
import { percent } from '../parts/format'
import { HelpHeading } from '../parts/help/HelpHeading'

const WORDS: Readonly<Record<keyof GeometryResults, string>> = {
  alongAttack: 'the loss along the attack',
  alongGradient: 'the loss along the gradient',
  surface: 'the surface',
  attackCurvature: 'the curvature along the attack',
  gradientCurvature: 'the curvature along the gradient',
}

/** What the view is about, what is being computed, and a way to stop it. */
export function GeometryHead() {
  const image = useApp((state) => state.image?.name ?? null)
  return (
    <header className="geometry-head">
      <HelpHeading
        title="The loss around an image"
        items={['loss surface', 'Along the attack', '‖∇L‖₁', 'normalised curvature']}
      />
      <p className="lead">
        Where the loss is nearly straight, one step of the gradient tells what an attack can do; where it bends, small
        gradients may mislead. {image !== null && <>Here it is around “{image}”.</>}
      </p>
      <ComputingLine />
    </header>
  )
}

function ComputingLine() {
  const { figures, isStopped } = useApp(({ geometry }) => geometry)
  const models = useModelSeries()
  const { toggleGeometry } = useActions()
  const running = models.flatMap(({ id, name }) =>
    Object.entries(figures[id] ?? {}).flatMap(([figure, computed]) =>
      computed.progress === null
        ? []
        : [{ name, figure: figure as keyof GeometryResults, progress: computed.progress }],
    ),
  )[0]
  if (running === undefined && !isStopped) return null
  return (
    <p className="geometry-progress" data-testid="geometry-progress">
      <span>
        {running === undefined
          ? 'Stopped: what is missing is not computed.'
          : `Computing ${WORDS[running.figure]} of ${running.name}: ${percent(running.progress).replace(/\.\d$/, '')} %`}
      </span>
      <button type="button" className="button" onClick={toggleGeometry}>
        {isStopped ? 'Go on' : 'Stop'}
      </button>
    </p>
  )
}
