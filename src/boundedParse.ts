/** @file Values of untrusted files as schemas read them, also where too much is wrong for the library. It stands alone. */
import type { z } from 'zod'

/** null where a list has so many wrong items that zod, which passes them on as arguments, fills the stack. */
export function safelyParsed<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> | null {
  try {
    return schema.safeParse(value)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The value as `schema` reads it, or null where it is wrong. */
export function parsedOrNull<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> | null {
  return safelyParsed<z.output<Schema>>(schema as z.ZodType<z.output<Schema>>, value)?.data ?? null
}
