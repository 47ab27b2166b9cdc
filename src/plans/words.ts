import { z } from 'zod'
import { withoutDirections } from '../engine/checkpoints/withoutDirections'

/** Text for people: of a length that a page has room for, and without marks that reverse the text around it. */
export const words = (most: number) => z.string().max(most).transform(withoutDirections)

/** Of the kind that is asked for by id; never shown. */
export const idText = z.string().min(1).max(200)

export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')

/** ISO 8601, UTC. */
export const dateText = z.iso.datetime({ offset: true })
