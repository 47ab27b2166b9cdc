/** @file What is published of a run's models, beside the run: a figure that is added later is checked too. */
import type { Claim } from '../../engine/checkpoints/claims'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { FlagFinding } from '../../engine/evaluation/types'
import { certificateFlag } from './certificateFlag'
import type { EvaluationRun } from './evaluation'
import type { PlannedModel } from './evaluationPlan'

/** By model; a model of which nothing is published has no entry. */
export type ClaimsByModel = Readonly<Record<string, readonly Claim[]>>

export const NO_CLAIMS: ClaimsByModel = {}

/** Of the models whose manifests are known, and have the weights that the run has. */
export function claimsOfRun(
  { plan }: Pick<EvaluationRun, 'plan'>,
  manifestOf: (id: string) => Manifest | undefined,
): ClaimsByModel {
  const entries = plan.models.flatMap(({ id, sha256 }): [string, readonly Claim[]][] => {
    const { claims = [], weights } = manifestOf(id) ?? {}
    return claims.length > 0 && weights?.sha256 === sha256 ? [[id, claims]] : []
  })
  return Object.fromEntries(entries)
}

/** The red flags of a model: what the engine has found, and what its certificates say of the run's own numbers. */
export function flagFindings(
  run: Pick<EvaluationRun, 'plan' | 'results' | 'flags'>,
  model: PlannedModel,
  claims: ClaimsByModel,
): readonly FlagFinding[] {
  const certified = certificateFlag(run, model, claims[model.id] ?? [])
  return [...(certified === null ? [] : [certified]), ...(run.flags[model.id] ?? [])]
}
