/** @file The calls to the engine along a direction. */
import type { AlongInput, DirectionChoice } from '../../../engine/geometry/types'
import type { AlongResult, CurvatureResult } from '../../../store/geometry/geometry'
import type { AttackNeeds, GradientNeeds } from '../../../store/geometry/geometryNeeds'
import type { Asking } from '../../openFigures/types'

export const towardsAttack = ({ norm, epsilon, attacked }: AttackNeeds): DirectionChoice => ({
  ...{ id: 'attack', norm, epsilon, attacked },
  seed: 0,
})

export const uphill = ({ norm, epsilon, step }: GradientNeeds): DirectionChoice => ({
  ...{ id: step, norm, epsilon },
  ...{ seed: 0, attacked: null },
})

const inputOf = ({ modelId, image, label, direction, places }: AlongInput): AlongInput => ({
  ...{ modelId, image, label, direction, places },
})

export async function measureLossAlong({ client, wait, report }: Asking, input: AlongInput): Promise<AlongResult> {
  const job = client.call('lossAlong', inputOf(input), ({ step, steps }) => report(step / steps))
  const { direction, places } = input
  return { ...(await wait(job)), direction, places }
}

export async function measureCurvatureAlong(
  { client, wait, report }: Asking,
  input: AlongInput,
): Promise<CurvatureResult> {
  const job = client.call('curvatureAlong', inputOf(input), ({ step, steps }) => report(step / steps))
  return { places: input.places, curvatures: [...(await wait(job)).curvatures] }
}
