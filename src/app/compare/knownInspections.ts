import type { GradientQuantityId } from '../../engine/gradients/quantities/registry'
import type { Question } from '../../store/compare/questions'
import type { InspectionResult } from '../../store/types'

/** Each model's inspections for the question that it was asked last, by what their gradient is of: to switch back at once. */
export class KnownInspections {
  private readonly byModel = new Map<string, readonly InspectionResult[]>()

  add(modelId: string, inspection: InspectionResult): void {
    const others = (this.byModel.get(modelId) ?? []).filter(
      (known) =>
        isFor(known, { image: inspection.image, label: inspection.askedLabel }) &&
        known.gradientOf !== inspection.gradientOf,
    )
    this.byModel.set(modelId, [...others, inspection])
  }

  find(modelId: string, question: Question, gradientOf: GradientQuantityId): InspectionResult | undefined {
    return this.byModel.get(modelId)?.find((known) => isFor(known, question) && known.gradientOf === gradientOf)
  }

  forget(modelId: string): void {
    this.byModel.delete(modelId)
  }
}

const isFor = ({ image, askedLabel }: InspectionResult, question: Question) =>
  image === question.image && askedLabel === question.label
