/** @file The calls to the engine along a direction. */
import type { AlongInput, DirectionChoice } from '../../../engine/geometry/types'
import type { AlongResult, AttackNeeds, CurvatureResult, GradientNeeds } from '../../../store/geometry/geometry'
import type { Asking } from '../../openFigures/types'

export const towardsAttack = ({ norm, epsilon, attacked }: AttackNeeds): DirectionChoice => ({
  ...{ id: 'attack', norm, epsilon, attacked },
  seed: 0,
})

export const uphill = ({ norm, epsilon, step }: GradientNeeds): DirectionChoice => ({
  ...{ id: step, norm, epsilon },
  ...{ seed: 0, attacked: null },
})

/** What is asked, and what it is asked for. */
interface Measured<Needs> extends Pick<AlongInput, 'modelId' | 'direction' | 'places'> {
  readonly of: Needs & Pick<AlongInput, 'image' | 'label'>
}

const inputOf = <Needs>({ of: { image, label }, ...others }: Measured<Needs>): AlongInput => ({
  image,
  label,
  ...others,
})

export async function measureLossAlong<Needs>(
  { client, wait, report }: Asking,
  asked: Measured<Needs>,
): Promise<AlongResult<Needs>> {
  const job = client.call('lossAlong', inputOf(asked), ({ step, steps }) => report(step / steps))
  return { ...(await wait(job)), places: asked.places, of: asked.of }
}

export async function measureCurvatureAlong<Needs>(
  { client, wait, report }: Asking,
  asked: Measured<Needs>,
): Promise<CurvatureResult<Needs>> {
  const job = client.call('curvatureAlong', inputOf(asked), ({ step, steps }) => report(step / steps))
  return { places: asked.places, curvatures: [...(await wait(job)).curvatures], of: asked.of }
}
