import { byCount, countOf } from '../../../countOf'
import { JobCancelled } from '../../jobControl'
import type { FlagFinding } from '../types'
import type { OwnAttack } from './ownAttack'
import { INDICATORS } from './registry'
import type { Indicator } from './types'

/**
 * Looks at the images that stayed right under the run's own attack for signs that it failed there. One that says nothing
 * about this attack is left out; if a check itself fails, its finding is unknown. Throws JobCancelled.
 */
export async function checkIndicators(own: OwnAttack, indicators = INDICATORS): Promise<FlagFinding[]> {
  const findings: FlagFinding[] = []
  for (const indicator of indicators) {
    const mends = indicator.mends(own)
    if (mends === null) continue
    const { id, name, remedy } = indicator
    try {
      const observed = await observe(own, indicator)
      const isRaised = observed.status === 'raised'
      findings.push({ id, name, ...observed, remedy: isRaised ? remedy : null, ...(isRaised && { mends }) })
    } catch (error) {
      if (error instanceof JobCancelled) throw error
      findings.push({ id, name, status: 'unknown', seen: (error as Error).message, numbers: {}, remedy: null })
    }
  }
  return findings
}

async function observe(own: OwnAttack, { find, sign }: Indicator) {
  const robust = (await own.robust()).length
  if (robust === 0) {
    const seen = `No image stays right under ${own.name}, so that no failure needs an explanation.`
    return { status: 'clear', seen, numbers: { robust } } as const
  }
  const places = await find(own)
  const of = `${places.length} of the ${countOf(robust, 'image')} that ${byCount(robust, 'stays', 'stay')} right under ${own.name}`
  return {
    status: places.length > 0 ? 'raised' : 'clear',
    seen: `On ${of}, ${sign(own)}.`,
    numbers: { robust, found: places.length },
    images: places.map((place) => own.images.indices[place] as number),
  } as const
}
