import { type AttackChoice, findAttack } from '../registry'
import type { TaskFacts } from '../types'
import { assign, call, literal, type PythonValue } from './text'
import type { AttackInPython } from './types'

/**
 * The lines that the attack itself gives, or those that ask the project's package for it. null where neither has it: no
 * public package has it towards a target, and the project's has none there.
 */
export function attackInPython(choice: AttackChoice, facts: TaskFacts): AttackInPython | null {
  const attack = findAttack(choice)
  const own = attack.inPython(choice.settings, facts)
  if (own !== null) return own
  return facts.goal === 'targeted' ? null : fromPackage(choice, attack.name)
}

function fromPackage({ id, settings }: AttackChoice, name: string): AttackInPython {
  const { epsilon: _, ...others } = settings as unknown as Readonly<Record<string, PythonValue>>
  const given = Object.fromEntries(Object.entries(others).map(([field, value]) => [field, literal(value)]))
  return {
    imports: ['from gradlens_training.scripts import own_attack'],
    lines: assign(call('own_attack', given, [literal(id), 'model', 'epsilon'])),
    takesIndices: true,
    remark: `No public package has ${name} with these settings, so the project’s own definition is used.`,
  }
}
