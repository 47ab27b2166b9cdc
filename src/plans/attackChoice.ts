/** @file An attack with all of its settings, from the definitions of which the forms are made. */
import { z } from 'zod'
import type { NormId } from '../engine/attacks/norms/descriptions'
import { ATTACKS, type AttackChoice, type AttackId } from '../engine/attacks/registry'
import type { Attack, CommonSettings } from '../engine/attacks/types'
import type { Eps01 } from '../units'

/** The largest epsilon in any norm, on pixels in [0, 1]. */
const MAX_EPSILON = 1e6

/** On pixels in [0, 1], in the attack's norm. */
export const epsilonSchema = z.number().positive().max(MAX_EPSILON) as unknown as z.ZodType<Eps01>

const all = Object.entries(ATTACKS) as unknown as [AttackId, Attack<CommonSettings>][]

const choices = all.map(([id, { name, norms, settings }]) =>
  z
    .object({
      id: z.literal(id),
      settings: (settings as z.ZodObject).extend({
        norm: z.enum(norms as readonly NormId[] as [NormId]),
        epsilon: z.number().min(0).max(MAX_EPSILON),
      }),
    })
    .meta({ title: name }),
)

export const attackChoiceSchema = z
  .discriminatedUnion('id', choices as [(typeof choices)[number]])
  .meta({ id: 'attack' }) as unknown as z.ZodType<AttackChoice>
