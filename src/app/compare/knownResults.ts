import type { QuantityId, QuantitySettings } from '../../engine/quantities/registry'
import { isSameSettings } from '../../store/compare/quantities'
import type { Question } from '../../store/compare/questions'
import type { MeasuredQuantity } from '../../store/types'

/** Each model's quantities for its last question, by their settings, so that switching back is immediate. */
export class KnownResults {
  private readonly byModel = new Map<string, Partial<Record<QuantityId, readonly unknown[]>>>()

  add<Id extends QuantityId>(modelId: string, id: Id, result: MeasuredQuantity<Id>): void {
    const question = { image: result.image, label: result.askedLabel }
    const others = this.of(modelId, id).filter(
      (known) => isFor(known, question) && !isSameSettings(known.settings, result.settings),
    )
    this.byModel.set(modelId, { ...this.byModel.get(modelId), [id]: [...others, result] })
  }

  find<Id extends QuantityId>(
    modelId: string,
    id: Id,
    question: Question,
    settings: Partial<QuantitySettings<Id>>,
  ): MeasuredQuantity<Id> | undefined {
    return this.of(modelId, id).find((known) => isFor(known, question) && isSameSettings(known.settings, settings))
  }

  forget(modelId: string): void {
    this.byModel.delete(modelId)
  }

  private of<Id extends QuantityId>(modelId: string, id: Id): readonly MeasuredQuantity<Id>[] {
    return (this.byModel.get(modelId)?.[id] ?? []) as readonly MeasuredQuantity<Id>[]
  }
}

const isFor = ({ image, askedLabel }: MeasuredQuantity<QuantityId>, question: Question) =>
  image === question.image && askedLabel === question.label
