/** @file Makes an attack of its definition: what can be set is described once, and defaults and checks follow from it. */

import { z } from 'zod'
import { countOf } from '../../countOf'
import type { Eps01 } from '../../units'
import { findSettingsProblem } from '../settings/check'
import { numberField } from '../settings/fields'
import { SEED } from '../settings/numberSettings'
import type { NormId } from './norms/types'
import type { AttackInPython } from './python/types'
import type { Attack, AttackRun, CommonSettings, Goal, TaskFacts } from './types'

/** The values of an attack's own fields. */
export type FieldValues<Fields extends z.ZodRawShape> = keyof Fields extends never
  ? object
  : Readonly<z.output<z.ZodObject<Fields>>>

interface Definition<Fields extends z.ZodRawShape> extends Pick<Attack<CommonSettings>, 'name' | 'norms' | 'goals'> {
  /** The attack's own settings, beside norm, epsilon and seed. Their defaults are the usual ones; where a paper gives them, exactly those. */
  readonly fields: Fields
  /** Where the attack was published with other values in a norm. */
  readonly usualIn?: Partial<Readonly<Record<NormId, Partial<FieldValues<Fields>>>>>
  /** Settings that differ where the smallest epsilon is searched for, from the paper that did so. */
  readonly usualInSearch?: Partial<FieldValues<Fields>>
  /** Classes that a model must have at least. Any number that models have where it is left out. */
  readonly minClasses?: (goal: Goal) => number
  /** Whether it is quick enough to be made again while a slider moves. True unless it is set. */
  readonly isLive?: boolean
  /**
   * The same with a public Python package, to be copied; null for settings that none has. Where it is left out, the script
   * takes the attack from the project's own package (models/training/gradlens_training/planned_attacks).
   */
  readonly inPython?: (settings: CommonSettings & FieldValues<Fields>, facts: TaskFacts) => AttackInPython | null
  readonly runs: (settings: CommonSettings & FieldValues<Fields>, facts: TaskFacts) => readonly AttackRun[]
}

const WITH_SEED = { seed: numberField(SEED) }

export function defineAttack<Fields extends z.ZodRawShape>(
  definition: Definition<Fields>,
): Attack<CommonSettings & FieldValues<Fields>> {
  const {
    name,
    norms,
    goals,
    fields,
    usualIn = {},
    usualInSearch = {},
    minClasses = () => 0,
    isLive = true,
    inPython = () => null,
    runs,
  } = definition
  type Settings = CommonSettings & FieldValues<Fields>
  const settings = z.object({ ...fields, ...WITH_SEED })
  return {
    name,
    norms,
    goals,
    settings,
    isLive,
    defaults: (norm: NormId, epsilon: Eps01) =>
      ({ norm, epsilon, ...settings.parse({}), ...usualIn[norm] }) as unknown as Settings,
    usualInSearch,
    problem: (given, { classCount, goal }) =>
      classesProblem(name, classCount, minClasses(goal)) ?? findSettingsProblem(settings, given),
    inPython,
    runs,
  }
}

const classesProblem = (name: string, classCount: number, least: number): string | null =>
  classCount >= least
    ? null
    : `${name} needs at least ${countOf(least, 'class')} where the model has ${classCount}; choose another attack.`
