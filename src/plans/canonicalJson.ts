/** @file Names what a plan says, whatever the order of its entries and the spaces in its file. */

import { sha256Of } from '../engine/checkpoints/sha256'

/** A JSON value in the canonical form of RFC 8785: without spaces, entries sorted, numbers as ECMAScript writes them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    // By UTF-16 code units.
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`
}

/** What a plan has for people: the meaning of its settings, in the words of a release. */
interface Explained {
  readonly attackDescription?: unknown
}

/** Of all that the plan asks for. */
export const sha256OfPlan = ({ attackDescription: _, ...plan }: object & Explained): Promise<string> =>
  sha256OfAll(plan)

/** What earlier releases named a plan by. */
export const sha256OfAll = (plan: object): Promise<string> => sha256Of(new TextEncoder().encode(canonicalJson(plan)))
