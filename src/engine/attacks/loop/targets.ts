/** @file The classes that runs aim at, ordered once for all runs that share an order. */
import { byLogit } from '../targetOrders/byLogit'
import type { OrderedTask, TargetOrder } from '../targetOrders/types'
import type { AttackRun } from '../types'
import type { PassCount } from './passes'

export class Targets {
  private readonly known = new Map<TargetOrder, Map<number, readonly number[]>>()

  constructor(
    private readonly asked: OrderedTask,
    private readonly passes: readonly PassCount[],
  ) {}

  /**
   * The class that the run aims at of every image of the task; meaningful for `members` alone. Of an image with fewer
   * wrong classes the last. null for a run that aims at none.
   */
  async of({ targetRank, targetOrder = byLogit }: AttackRun, members: readonly number[]): Promise<number[] | null> {
    const { targets, labels } = this.asked.task
    if (targets !== null) return Array.from(targets)
    if (targetRank === null) return null
    const ordered = await this.orderOf(targetOrder, members)
    return Array.from(labels, (_, image) => {
      const classes = ordered.get(image) ?? [0]
      return classes[Math.min(targetRank, classes.length) - 1] as number
    })
  }

  private async orderOf(order: TargetOrder, members: readonly number[]): Promise<Map<number, readonly number[]>> {
    const known = this.known.get(order) ?? new Map<number, readonly number[]>()
    this.known.set(order, known)
    const missing = members.filter((image) => !known.has(image))
    if (missing.length > 0) {
      const ordered = await order.order(this.asked, missing, this.passes)
      for (const [place, image] of missing.entries()) known.set(image, ordered[place] as readonly number[])
    }
    return known
  }
}
