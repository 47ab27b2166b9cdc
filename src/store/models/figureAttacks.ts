/** @file The attacks that figures name, as models/training/evaluate.py writes them; any other name is shown unchanged. */

/** Its accuracy summarises a model where it was measured. */
const STRONGEST = 'autoattack-standard'
/** Else PGD with this many steps. */
const SECOND = 'pgd'
const STEPS_OF_SECOND = 20

const NAMES = new Map([
  [STRONGEST, 'AutoAttack'],
  [SECOND, 'PGD'],
])

interface FigureAttack {
  readonly attack: string
  readonly steps?: number | undefined
}

/** Such as "PGD-20". "AutoAttack" means the standard version. */
export function attackName({ attack, steps }: FigureAttack): string {
  const name = NAMES.get(attack) ?? attack
  return steps === undefined || attack === STRONGEST ? name : `${name}-${steps}`
}

/** The figure that summarises a model's robustness, or undefined if neither attack was measured. */
export const summarisingAttack = <Figure extends FigureAttack>(figures: readonly Figure[]): Figure | undefined =>
  figures.find(({ attack }) => attack === STRONGEST) ??
  figures.find(({ attack, steps }) => attack === SECOND && steps === STEPS_OF_SECOND)
