import { ARCHITECTURE_DESCRIPTIONS } from './descriptions'
import type { Recognised } from './recognised'
import type { ArchitectureDescription, ParameterShapes } from './types'

/**
 * The architecture that the tensors belong to, or null. A family's answer counts only if the tensors are exactly those
 * that its settings require.
 *
 * @param shapes by names without prefixes such as "module.", and without buffers that follow from the rest
 * (`num_batches_tracked`, `relative_position_index` and the like)
 */
export function recogniseArchitecture(
  shapes: ParameterShapes,
  descriptions: readonly ArchitectureDescription<unknown>[] = ARCHITECTURE_DESCRIPTIONS,
): Recognised | null {
  for (const description of descriptions) {
    const recognised = description.recognise?.(shapes) ?? null
    if (recognised !== null && isWhole(description, recognised, shapes)) return recognised
  }
  return null
}

function isWhole(
  { parseSettings, parameterShapes }: ArchitectureDescription<unknown>,
  { architecture, classes, ignored = [] }: Recognised,
  shapes: ParameterShapes,
): boolean {
  const wanted = shapesOf(() => parameterShapes(parseSettings(architecture), classes))
  if (wanted === null) return false
  const isSame = [...wanted].every(([name, shape]) => shapes.get(name)?.join() === shape.join())
  return isSame && [...shapes.keys()].every((name) => wanted.has(name) || ignored.includes(name))
}

/** null if settings read from shapes are impossible. */
function shapesOf(read: () => ParameterShapes): ParameterShapes | null {
  try {
    return read()
  } catch {
    return null
  }
}
